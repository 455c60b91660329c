using System.CommandLine;
using MigrationGuard.Cli.Configuration;
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

    private static readonly Option<string?> To = new("--to")
    {
        HelpName = "SLOT",
        Description = "The slot of the old version, where neither the ledger nor this machine knows it.",
    };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("rollback", "Sends the traffic back to the old version. Waits for nothing of the new one, for nobody who is at it, and works while the database is down.")
        {
            ReleaseOptions.Release, ReleaseOptions.Reason, ReleaseOptions.As, AcceptUnknownFloor, To, ReleaseOptions.DryRun, CommonOptions.Connection, ReleaseOptions.Output, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Back(result, surroundings);
        var execution = new ReleaseExecution(context, result, surroundings);
        var release = await FindAsync(context, (result.GetValue(ReleaseOptions.Release), result.GetValue(To)), surroundings, cancellation);
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
    private static async Task<ReleaseRecord> FindAsync(ReleaseContext context, (string? Id, string? To) asked, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            return await ReleaseChoice.RequireAsync(context, asked.Id, cancellation).WaitAsync(context.Gate.Policy.LedgerPatience, cancellation);
        }
        catch (Exception failure) when (failure is TimeoutException or DatabaseException)
        {
            surroundings.Say($"without the ledger: {failure.Message}");
            return await KeptAsync(context, asked.Id, cancellation) ?? await AssumedAsync(context, asked, cancellation)
                ?? throw new DependencyException($"the ledger does not answer ({failure.Message}), this machine keeps nothing of {asked.Id ?? "a release"}, and the router does not say where the traffic is");
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

    // Which of two slots has the old version is said by a person: the other one has been gone back to perhaps.
    private static async Task<ReleaseRecord?> AssumedAsync(ReleaseContext context, (string? Id, string? To) asked, CancellationToken cancellation)
    {
        if (await context.Means.Router.ObserveAsync(cancellation) is not RouterObservation.At at)
        {
            return null;
        }

        var others = context.Gate.Slots.Keys.Where(slot => slot != at.Slot).ToList();
        var other = asked.To ?? throw new UsageException($"neither the ledger nor this machine knows which slot has the old version, and {at.Slot} has the traffic; say --to {string.Join('|', others)} if it is there");
        if (!others.Contains(other))
        {
            throw new UsageException(other == at.Slot ? $"--to: {other} has the traffic already" : $"--to: there is no slot \"{other}\"; write {Words.List(others)}");
        }

        return new()
        {
            Id = asked.Id ?? context.Service,
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
