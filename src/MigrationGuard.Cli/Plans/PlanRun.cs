using MigrationGuard.Checking;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Planning;

namespace MigrationGuard.Cli.Plans;

/// <summary>One run of <c>plan</c>: reads as a check does, and plans what the check judges.</summary>
internal sealed class PlanRun(CheckRequest request, Surroundings surroundings)
{
    private readonly List<(IReadOnlyList<Migration> History, CheckOptions Options)> _histories = [];

    /// <summary>What the plans have to know besides.</summary>
    public PlanOptions Options { get; init; } = new();

    /// <summary>The plan of every history with pending migrations.</summary>
    /// <exception cref="UsageException">Arguments or configuration cannot be used, files cannot be read, or the server is not known well enough to write for it.</exception>
    /// <exception cref="DependencyException">The server that is named does not answer.</exception>
    public IReadOnlyList<PhasedPlan> Run()
    {
        var report = new CheckRun(request, surroundings) { Judging = (history, options) => _histories.Add((history, options)) }.Run();
        if (report.Problems.Count > 0)
        {
            throw new UsageException("nothing was planned, for not everything could be read");
        }

        return [.. _histories.Select(history => Plan(history.History, history.Options))];
    }

    private PhasedPlan Plan(IReadOnlyList<Migration> history, CheckOptions options) => options.Candidates.Count == 1
        ? MigrationPlanner.Plan(history, options, Options)
        : throw new UsageException($"a plan is SQL for one server, and this may be any of {options.Candidates[0].Name} to {options.Candidates[^1].Name}: say --connection, or --database with --database-version and, for SQL Server, --edition");
}
