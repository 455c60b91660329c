using System.Globalization;
using MigrationGuard.Gate.Programs;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>Asks queries for their numbers.</summary>
/// <param name="means">What they are asked with.</param>
public sealed class QueryAsker(QueryMeans means)
{
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(500);

    private readonly PrometheusCall _prometheus = new(means.Client, means.Time);

    /// <summary>Asks one; again after a moment where nobody answered. Whatever goes wrong is an answer.</summary>
    public async Task<QueryAnswer> AskAsync(BakeQuery query, QueryValues values, CancellationToken cancellation)
    {
        var answer = await OnceAsync(query, values, cancellation);
        if (answer is QueryAnswer.Silent)
        {
            await Task.Delay(SecondLook, means.Time, cancellation);
            answer = await OnceAsync(query, values, cancellation);
        }

        return answer;
    }

    private Task<QueryAnswer> OnceAsync(BakeQuery query, QueryValues values, CancellationToken cancellation) => query.Source switch
    {
        QuerySource.Prometheus prometheus => PrometheusAsync(query, prometheus, values, cancellation),
        QuerySource.Sql sql => SqlAsync(sql, SqlQuery.Fill(sql.Text, values, query.Timeout), cancellation),
        _ => Task.FromResult<QueryAnswer>(new QueryAnswer.Wrong("nobody is asked")),
    };

    private async Task<QueryAnswer> PrometheusAsync(BakeQuery query, QuerySource.Prometheus source, QueryValues values, CancellationToken cancellation)
    {
        var token = source.TokenVariable is { } variable ? means.Variable(variable) : null;
        if (source.TokenVariable is not null && string.IsNullOrEmpty(token))
        {
            return new QueryAnswer.Wrong($"the environment variable {source.TokenVariable} is not set");
        }

        var limits = (values.Window, query.Timeout);
        var answer = await _prometheus.AskAsync(source.Server, token, PromQl.Fill(source.Query, values), limits, cancellation);
        return answer is QueryAnswer.Empty && query.EmptyIs == EmptyMeans.Good && !await _prometheus.ScrapesAsync(source.Server, token, limits, cancellation)
            ? new QueryAnswer.Unclear("it has no value, and the server has scraped nothing twice within the window: it cannot be told why")
            : answer;
    }

    private async Task<QueryAnswer> SqlAsync(QuerySource.Sql source, ValueQuestion question, CancellationToken cancellation)
    {
        try
        {
            return await means.Database(source.ConnectionVariable).AskAsync(question, cancellation) switch
            {
                { Columns: not 1 } found => new QueryAnswer.Wrong(FormattableString.Invariant($"the query has {found.Columns} columns; one is needed")),
                { Rows: > 1 } => new QueryAnswer.Unclear("it has more than one row; one is needed"),
                { Rows: 0 } or { Value: null } => new QueryAnswer.Empty(),
                { Value: "t" or "true" } => new QueryAnswer.Number(1),
                { Value: "f" or "false" } => new QueryAnswer.Number(0),
                { Value: "NaN" or "Infinity" or "-Infinity" } found => new QueryAnswer.Unclear($"it is {found.Value}"),
                { Value: { } text } found => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                    ? new QueryAnswer.Number(number)
                    : new QueryAnswer.Wrong($"it has the value \"{PlainText.Head(PlainText.Of(text), 40)}\", which is no number"),
            };
        }
        catch (DatabaseException failure)
        {
            return Failed(failure);
        }
    }

    private static QueryAnswer Failed(DatabaseException failure)
    {
        var why = failure.SqlState is { } state ? $"{failure.Message} ({state})" : failure.Message;
        return failure switch
        {
            { SqlState: "57014" } => new QueryAnswer.Silent($"the database did not answer in time: {why}"),
            { IsTransient: true } => new QueryAnswer.Silent($"the database does not answer: {why}"),
            { SqlState: "42P01" or "42703" or "42883" or "42704" or "3F000" } => new QueryAnswer.Wrong($"the database refuses the query: {why}") { IsMissing = true },
            { SqlState: ['4', '2', ..] or ['2', '8', ..] or ['3', 'D', ..] or "25006" or "0A000" } => new QueryAnswer.Wrong($"the database refuses the query: {why}"),
            _ => new QueryAnswer.Unclear($"the query failed: {why}"),
        };
    }
}
