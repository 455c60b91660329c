using System.Text.RegularExpressions;
using MigrationGuard.Observing;
using MigrationGuard.Operations;
using Npgsql;

namespace MigrationGuard.Postgres.Live;

/// <summary>Looks for one row, never counts.</summary>
internal sealed partial class RowProbes(ProbeSession session, Names names)
{
    /// <summary>Answers a question about rows.</summary>
    /// <exception cref="MissingException">A table or type is not there.</exception>
    /// <exception cref="PostgresException">The server refuses or interrupts the query.</exception>
    public async Task<Answer> AnswerAsync(Question question, Shown shown, CancellationToken cancellationToken)
    {
        var (acts, queries) = question switch
        {
            AnyRows q => (false, [new Probe("SELECT 1", $"FROM {(await names.RelationAsync(q.Of, cancellationToken)).Sql}")]),
            NullRows q => (false, [await NullsAsync(q, cancellationToken)]),
            DuplicateRows q => (q.MayAct, [await DuplicatesAsync(q, cancellationToken)]),
            OrphanRows q => (false, [await OrphansAsync(q, cancellationToken)]),
            FailingRows q => (q.MayAct, [new Probe("SELECT *", $"FROM {(await names.RelationAsync(q.Of, cancellationToken)).Sql} WHERE NOT ({q.Condition})")]),
            FailingValues q => (q.MayAct, await ValuesAsync(q, cancellationToken)),
            UnfitRows q => (q.MayAct, [await UnfitAsync(q, cancellationToken)]),
            _ => (false, Array.Empty<Probe>()),
        };
        if (acts)
        {
            shown.Sql = queries.Length > 0 ? queries[0].Sql : null;
            return new Undecided("a function that is not known to be harmless would have to run");
        }

        foreach (var query in queries)
        {
            shown.Sql = query.Sql;
            if (await FoundAsync(query, cancellationToken))
            {
                return new RowsAnswer(true);
            }
        }

        return new RowsAnswer(false);
    }

    // A value on which the expression itself fails (class 22) makes the migration fail as well.
    private async Task<bool> FoundAsync(Probe query, CancellationToken cancellationToken)
    {
        try
        {
            return await session.AnyAsync(query.Sql + " LIMIT 1", cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith("22", StringComparison.Ordinal) || exception.SqlState is PostgresErrorCodes.CheckViolation)
        {
            return true;
        }
    }

    private async Task<Probe> NullsAsync(NullRows question, CancellationToken cancellationToken)
    {
        var table = await names.RelationAsync(question.Of, cancellationToken);
        var column = await names.SqlAsync([question.Column], cancellationToken);
        return new Probe("SELECT *", $"FROM {table.Sql} WHERE {column[0]} IS NULL");
    }

    private async Task<Probe> DuplicatesAsync(DuplicateRows question, CancellationToken cancellationToken)
    {
        var table = await names.RelationAsync(question.Of, cancellationToken);
        var columns = await names.SqlAsync([.. question.Keys.Select(key => key.Column ?? "")], cancellationToken);
        var keys = question.Keys.Select((key, i) => (key.Expression is null ? columns[i] : $"({key.Expression})") + CollationOf(key)).ToArray();
        var conditions = question.NullsEqual ? [] : keys.Select(key => key + " IS NOT NULL").ToList();
        if (question.Where is { } where)
        {
            conditions.Add($"({where})");
        }

        var list = string.Join(", ", keys);
        return new Probe($"SELECT {list}, count(*)", $"FROM {table.Sql}{(conditions.Count > 0 ? " WHERE " + string.Join(" AND ", conditions) : "")} GROUP BY {list} HAVING count(*) > 1");
    }

    private static string CollationOf(IndexKey key) => key.Options is { } options && Collation().Match(options) is { Success: true } match ? " " + match.Value : "";

    private async Task<Probe> OrphansAsync(OrphanRows question, CancellationToken cancellationToken)
    {
        var (table, referenced) = (await names.RelationAsync(question.Of, cancellationToken), await names.RelationAsync(question.Referenced, cancellationToken));
        var columns = await names.SqlAsync(question.Columns, cancellationToken);
        var keys = question.ReferencedColumns.Count > 0 ? await names.SqlAsync(question.ReferencedColumns, cancellationToken) : await PrimaryKeyAsync(referenced, cancellationToken);
        if (keys.Length != columns.Length)
        {
            throw new MissingException($"{question.Referenced} has no primary key of {columns.Length} columns");
        }

        var match = string.Join(" AND ", keys.Select((key, i) => $"parent.{key} = child.{columns[i]}"));
        var complete = string.Join(" AND ", columns.Select(column => $"child.{column} IS NOT NULL"));
        var partly = question.PartlyNull && columns.Length > 1 ? $" OR (NOT ({complete}) AND ({string.Join(" OR ", columns.Select(column => $"child.{column} IS NOT NULL"))}))" : "";
        return new Probe("SELECT *", $"FROM {table.Sql} child WHERE ({complete} AND NOT EXISTS (SELECT FROM {referenced.Sql} parent WHERE {match})){partly}");
    }

    private async Task<string[]> PrimaryKeyAsync(Relation table, CancellationToken cancellationToken) => [.. await session.TextsAsync(
        """
        SELECT pg_catalog.quote_ident(a.attname)
        FROM pg_catalog.pg_index x CROSS JOIN LATERAL pg_catalog.unnest(x.indkey) WITH ORDINALITY AS k (attnum, n)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum
        WHERE x.indrelid = $1 AND x.indisprimary AND k.n <= x.indnkeyatts
        ORDER BY k.n
        """,
        cancellationToken,
        table.Id)];

    private async Task<Probe[]> ValuesAsync(FailingValues question, CancellationToken cancellationToken)
    {
        var columns = await session.RowsAsync(
            """
            WITH RECURSIVE domains AS (
                SELECT $1::oid AS id
                UNION SELECT t.oid FROM pg_catalog.pg_type t JOIN domains d ON t.typbasetype = d.id)
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), pg_catalog.quote_ident(a.attname)
            FROM domains d
            JOIN pg_catalog.pg_attribute a ON a.atttypid = d.id AND NOT a.attisdropped
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            ORDER BY 1, 2
            """,
            reader => (Table: reader.GetString(0), Column: reader.GetString(1)),
            cancellationToken,
            await names.TypeAsync(question.Domain, cancellationToken));

        // VALUE is no reserved word: a column of that name stands for it.
        return [.. columns.Select(c => new Probe("SELECT *", $"FROM (SELECT {c.Column} AS value FROM {c.Table}) AS of_domain WHERE {(question.Condition is null ? "value IS NULL" : $"NOT ({question.Condition})")}"))];
    }

    private async Task<Probe> UnfitAsync(UnfitRows question, CancellationToken cancellationToken)
    {
        var table = await names.RelationAsync(question.Of, cancellationToken);
        var column = (await names.SqlAsync([question.Column], cancellationToken))[0];
        var value = question.Using is { } conversion ? $"({conversion})" : column;
        var type = question.Type;

        // An explicit cast to varchar(n) cuts silently where the conversion of a column fails; blanks at the end may go in both.
        return type is { Name: "character varying" or "character", ArrayDimensions: 0 } && (type.Arguments.Count == 1 || type.Name == "character")
            ? new Probe("SELECT *", $"FROM {table.Sql} WHERE char_length(rtrim({value}::text, ' ')) > {(type.Arguments.Count == 1 ? type.Arguments[0] : 1)}")
            : new Probe("SELECT *", $"FROM {table.Sql} WHERE {value} IS NOT NULL AND {value}::{type} IS NULL");
    }

    [GeneratedRegex("""\bCOLLATE\s+("([^"]|"")+"|\w+)(\.("([^"]|"")+"|\w+))?""", RegexOptions.IgnoreCase)]
    private static partial Regex Collation();

    private sealed record Probe(string Select, string Rest)
    {
        public string Sql => Select + " " + Rest;
    }
}
