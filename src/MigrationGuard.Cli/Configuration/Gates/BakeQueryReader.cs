using MigrationGuard.Configuration;
using MigrationGuard.Gate.Watching.Queries;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.bake.queries</c>.</summary>
internal static class BakeQueryReader
{
    private static readonly (string Word, EmptyMeans Value)[] Empties = [("inconclusive", EmptyMeans.Inconclusive), ("good", EmptyMeans.Good)];

    /// <summary>The queries, in the order of the file.</summary>
    /// <exception cref="UsageException">They say something that cannot be.</exception>
    public static IReadOnlyList<BakeQuery> Read(SectionReader bake)
    {
        List<BakeQuery> queries = [.. bake.Items("queries").Select(Query)];
        return queries.GroupBy(query => query.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw bake.Complaint("queries", $"two are called \"{twice.Key}\"; give one another name")
            : queries;
    }

    private static BakeQuery Query((PlacedJson Value, string Path) item)
    {
        var query = new SectionReader(item.Value, item.Path, "name", "prometheus", "query", "tokenVariable", "sql", "connectionVariable", "good", "bad", "emptyIs", "timeout");
        var usual = new BakeQuery(query.RequiredText("name", "e.g. \"error rate\""), Source(query), Comparison(query, "good"));
        var bad = query.Has("bad") ? Comparison(query, "bad") : null;
        var timeout = query.Duration("timeout", usual.Timeout);
        return bad?.Common(usual.Good) is { } both ? throw query.Complaint("bad", FormattableString.Invariant($"{both:R} would be good and bad; let {usual.Good} and {bad} have nothing in common"))
            : timeout <= TimeSpan.Zero ? throw query.Complaint("timeout", "an answer needs some time; write e.g. \"5s\"")
            : usual with { Bad = bad, EmptyIs = query.Word("emptyIs", Empties, EmptyMeans.Inconclusive), Timeout = timeout };
    }

    private static QuerySource Source(SectionReader query) => (query.Has("prometheus"), query.Has("sql")) switch
    {
        (true, false) => Prometheus(query),
        (false, true) => Sql(query),
        (true, true) => throw query.Complaint("sql", "a query asks Prometheus or a database; remove one of both"),
        _ => throw query.Complaint("prometheus", "is missing; write where Prometheus is, e.g. \"http://prometheus:9090\", or \"sql\": \"SELECT …\""),
    };

    private static QuerySource.Prometheus Prometheus(SectionReader query)
    {
        Unused(query, "connectionVariable", "sql");
        var server = query.Address("prometheus", "e.g. \"http://prometheus:9090\"");
        var text = query.RequiredText("query", "PromQL, e.g. \"sum(rate(http_requests_total{slot=\\\"{slot}\\\",code=~\\\"5..\\\"}[{window}]))\"");
        return PromQl.Strangers(text) is [var stranger, ..]
            ? throw query.Complaint("query", $"{{{stranger}}} is no placeholder; known are {Placeholders}")
            : new(server, text) { TokenVariable = query.Has("tokenVariable") ? query.Variable("tokenVariable", "PROMETHEUS_TOKEN") : null };
    }

    private static QuerySource.Sql Sql(SectionReader query)
    {
        Unused(query, "query", "prometheus");
        Unused(query, "tokenVariable", "prometheus");
        var text = query.RequiredText("sql", "e.g. \"SELECT count(*) FROM orders WHERE state = 'stuck'\"");
        return SqlQuery.Problem(text) is { } problem
            ? throw query.Complaint("sql", $"{problem}{(problem.EndsWith("placeholder", StringComparison.Ordinal) ? $"; known are {Placeholders}" : "")}")
            : new(text) { ConnectionVariable = query.Has("connectionVariable") ? query.Variable("connectionVariable", "REPORTING_CONNECTION") : null };
    }

    private static string Placeholders => string.Join(", ", QueryValues.Names.Select(name => $"{{{name}}}"));

    private static void Unused(SectionReader query, string key, string other)
    {
        if (query.Has(key))
        {
            throw query.Complaint(key, $"is used with \"{other}\" only; remove it");
        }
    }

    private static Comparison Comparison(SectionReader query, string key) =>
        Gate.Watching.Queries.Comparison.Read(query.RequiredText(key, Gate.Watching.Queries.Comparison.Examples)) ?? throw query.Complaint(key, $"\"{query.Text(key)}\" is no comparison; write {Gate.Watching.Queries.Comparison.Examples}");
}
