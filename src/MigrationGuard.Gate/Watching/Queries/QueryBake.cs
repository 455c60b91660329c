using System.Globalization;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>Asks for numbers when a window is over.</summary>
/// <param name="queries">What is asked.</param>
/// <param name="asker">Asks.</param>
/// <param name="time">The clock.</param>
public sealed class QueryBake(IReadOnlyList<BakeQuery> queries, QueryAsker asker, TimeProvider time) : IBake
{
    /// <inheritdoc />
    public async Task<BakeResult> MeasureAsync(ReleaseRecord release, TimeSpan window, CancellationToken cancellation)
    {
        await Task.Delay(window, time, cancellation);
        var values = QueryValues.Of(release, window);
        var results = await Task.WhenAll(queries.Select(async query => Judge(query, await asker.AskAsync(query, values, cancellation))));
        return BakeResults.Together(results);
    }

    /// <summary>What an answer says of the new version.</summary>
    public static BakeResult Judge(BakeQuery query, QueryAnswer answer) => answer switch
    {
        QueryAnswer.Number { Value: var value } => Judge(query, value),
        QueryAnswer.Empty when query.EmptyIs == EmptyMeans.Good => new(BakeReading.Good, $"{query.Name} has no value, which is good"),
        QueryAnswer.Empty => new(BakeReading.Inconclusive, $"{query.Name} has no value"),
        QueryAnswer.Unclear unclear => new(BakeReading.Inconclusive, $"{query.Name}: {unclear.Why}"),
        QueryAnswer.Silent silent => new(BakeReading.Inconclusive, $"{query.Name}: {silent.Why}"),
        QueryAnswer.Wrong wrong => new(BakeReading.Inconclusive, $"{query.Name}: {wrong.Why}"),
        _ => new(BakeReading.Inconclusive, query.Name),
    };

    private static BakeResult Judge(BakeQuery query, double value)
    {
        var number = value.ToString("G6", CultureInfo.InvariantCulture);
        return (query.Good.Holds(value), query.Bad?.Holds(value)) switch
        {
            (true, _) => new(BakeReading.Good, $"{query.Name} {number}"),
            (false, null) => new(BakeReading.Bad, $"{query.Name} is {number}, not {query.Good}"),
            (false, true) => new(BakeReading.Bad, $"{query.Name} is {number}, which is {query.Bad}"),
            (false, false) => new(BakeReading.Inconclusive, $"{query.Name} is {number}, neither {query.Good} nor {query.Bad}"),
        };
    }
}
