using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release rollback</c>.</summary>
internal static class RollbackCommand
{
    private static readonly Option<bool> AcceptUnknownFloor = new("--accept-unknown-floor")
    {
        Description = "Go back although nobody can say whether the old version still works; a known floor is never crossed.",
    };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("rollback", "Sends the traffic back to the old version. Waits for nothing of the new one, for nobody who is at it, and works while the database is down.")
        {
            ReleaseOptions.Release, ReleaseOptions.Reason, ReleaseOptions.As, AcceptUnknownFloor, ReleaseOptions.DryRun, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Back(result, surroundings);
        var execution = new ReleaseExecution(context, result, surroundings);
        var release = await FindAsync(context, result.GetValue(ReleaseOptions.Release), surroundings, cancellation);
        if (result.GetValue(ReleaseOptions.DryRun))
        {
            return execution.Report(await context.Runner.CanAsync(release.Id, ReleaseQuestion.Rollback, cancellation), release);
        }

        var request = new ReleaseRequest(ReleaseAction.Rollback, execution.Person, result.GetValue(ReleaseOptions.Reason))
        {
            AcceptsUnknownFloor = result.GetValue(AcceptUnknownFloor),
            Assumed = release,
        };
        return await execution.RunAsync(release, token => context.Runner.AskAsync(release.Id, request, execution.Options(ReleaseGoal.Rest), token), cancellation);
    }

    // The ledger, else what this machine keeps, else the router and the slots of the configuration.
    private static async Task<ReleaseRecord> FindAsync(ReleaseContext context, string? id, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            return await ReleaseChoice.RequireAsync(context, id, cancellation).WaitAsync(context.Gate.Policy.LedgerPatience, cancellation);
        }
        catch (Exception failure) when (failure is TimeoutException or DatabaseException)
        {
            surroundings.Say($"without the ledger: {failure.Message}");
            return await KeptAsync(context, id, cancellation) ?? await AssumedAsync(context, id, cancellation)
                ?? throw new DependencyException($"the ledger does not answer ({failure.Message}), this machine keeps nothing of {id ?? "a release"}, and the router does not say where the traffic is");
        }
    }

    private static async Task<ReleaseRecord?> KeptAsync(ReleaseContext context, string? id, CancellationToken cancellation)
    {
        try
        {
            return (await context.Means.Local.RecallAsync(id, cancellation))?.Release is { } kept && (id is not null || kept.Service == context.Service) ? ReleaseChoice.Own(context, kept) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<ReleaseRecord?> AssumedAsync(ReleaseContext context, string? id, CancellationToken cancellation)
    {
        if (await context.Means.Router.ObserveAsync(cancellation) is not RouterObservation.At at || context.Gate.Slots.Keys.Where(slot => slot != at.Slot).ToList() is not [var other])
        {
            return null;
        }

        return new()
        {
            Id = id ?? context.Service,
            Service = context.Service,
            Old = new($"what runs on {other}", "", other),
            New = new($"what runs on {at.Slot}", "", at.Slot),
            Plan = "",
            PlannedOn = "",
            StartedAt = context.Means.Time.GetUtcNow(),
            StartedBy = "",
        };
    }
}
