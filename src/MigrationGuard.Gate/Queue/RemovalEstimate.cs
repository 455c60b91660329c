using System.Globalization;
using MigrationGuard.Databases;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Servers;
using MigrationGuard.Simulation;

namespace MigrationGuard.Gate.Queue;

/// <summary>Says how long steps may take at most: the locks they may wait for, and the data they go through.</summary>
/// <param name="policy">How often a step is tried.</param>
/// <param name="lockTimeout">How long it waits for locks each time.</param>
public sealed class RemovalEstimate(GatePolicy policy, TimeSpan lockTimeout)
{
    // Slower than any disk that this is run on: the estimate decides whether to begin.
    private const double RewrittenBytesPerSecond = 20_000_000;

    private const double ReadBytesPerSecond = 100_000_000;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // What nobody could read may do anything to every table.
    private static readonly PostgreSql Server = PostgreSql.Of(PostgreSql.Oldest);

    private readonly SimulationState _nothing = new(Server, DatabaseSchema.Unknown(Server.Syntax));

    /// <summary>The estimates, step by step.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="tables">The tables of the database.</param>
    public IReadOnlyList<StepEstimate> Of(IReadOnlyList<MigrationStep> steps, IReadOnlyList<TableStatistics> tables) => [.. steps.Select(step => Of(step, tables))];

    private StepEstimate Of(MigrationStep step, IReadOnlyList<TableStatistics> tables)
    {
        var work = TimeSpan.Zero;
        var why = new List<string>();
        foreach (var operation in step.Statements.SelectMany(statement => statement.Operations))
        {
            var cost = Server.CostOf(operation, _nothing);
            if (cost is { SizeOfData: false, Known: true })
            {
                continue;
            }

            var touched = Touched(operation, cost, tables);
            var bytes = touched.Sum(table => table.Bytes);
            var rate = cost.Known && !cost.Rewrites && !cost.BuildsIndex ? ReadBytesPerSecond : RewrittenBytesPerSecond;
            work += TimeSpan.FromSeconds(bytes / rate);
            why.Add($"{(!cost.Known ? "may rewrite" : cost.Rewrites ? "rewrites" : cost.BuildsIndex ? "builds an index on" : "reads")} {string.Join(", ", touched.Take(3).Select(table => $"{table.Identity} ({Size(table.Bytes)})"))}");
        }

        var waits = lockTimeout * policy.StepAttempts + Pauses();
        why.Add(string.Create(CultureInfo.InvariantCulture, $"waits up to {waits.TotalSeconds:0.#} s for locks"));
        return new(step.Place, work + waits + Moment, string.Join(", ", why));
    }

    private TimeSpan Pauses()
    {
        var sum = TimeSpan.Zero;
        for (var (attempt, pause) = (1, policy.StepPause); attempt < policy.StepAttempts && pause < TimeSpan.FromHours(1); attempt++, pause *= 2)
        {
            sum += pause;
        }

        return sum;
    }

    private static List<TableStatistics> Touched(Operation operation, Cost cost, IReadOnlyList<TableStatistics> tables)
    {
        var names = cost.Known ? cost.Locks.Select(held => held.Relation).Append(operation.Table ?? default).Where(name => name.Name is not null).ToArray() : [];
        return [.. tables.Where(table => !cost.Known || Array.Exists(names, name => table.Identity == $"{name.Schema ?? "public"}.{name.Name}" || name.Schema is null && table.Identity.EndsWith("." + name.Name, StringComparison.Ordinal)))];
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
    };
}
