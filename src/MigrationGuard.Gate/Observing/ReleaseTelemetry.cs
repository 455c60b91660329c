using System.Diagnostics;
using System.Diagnostics.Metrics;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Observing;

/// <summary>What runs of releases say to whoever listens, such as OpenTelemetry. Without a listener it costs nothing.</summary>
public static class ReleaseTelemetry
{
    /// <summary>The name of the source of activities and of the meter.</summary>
    public const string Name = "MigrationGuard";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Transitions = Meter.CreateCounter<long>("migrationguard.release.transitions", "{transition}", "Changes of the state of releases.");
    private static readonly Histogram<double> Switches = Meter.CreateHistogram<double>("migrationguard.release.switch.duration", "s", "From the decision to switch until router and front door were seen on the new version.");
    private static readonly Histogram<double> Rollbacks = Meter.CreateHistogram<double>("migrationguard.release.rollback.duration", "s", "From the decision to go back until the router was seen on the old version.");
    private static readonly Counter<long> Verdicts = Meter.CreateCounter<long>("migrationguard.evidence.verdicts", "{verdict}", "Pieces of evidence that were taken.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("migrationguard.step.retries", "{retry}", "Steps of a schema change that have to be tried again.");
    private static readonly Counter<long> Hits = Meter.CreateCounter<long>("migrationguard.tombstone.hits", "{hit}", "Times that somebody asked for what is hidden.");

    /// <summary>Begins the activity of a run; null when nobody listens.</summary>
    /// <param name="release">The release.</param>
    /// <param name="parent">The <c>traceparent</c> of whoever runs it, as W3C Trace Context writes it; null or wrong for none.</param>
    internal static Activity? Run(string release, string? parent)
    {
        var context = ActivityContext.TryParse(parent, null, isRemote: true, out var given) ? given : default;
        return Source.StartActivity("release run", ActivityKind.Internal, context, [new("migrationguard.release", release)]);
    }

    /// <summary>Begins the activity of a state.</summary>
    internal static Activity? State(ReleaseState state, ReleaseRecord release) => Source.StartActivity(
        "state " + state.Word, ActivityKind.Internal, default(ActivityContext), [new("migrationguard.release", release.Id), new("migrationguard.service", release.Service), new("migrationguard.state", state.Word)]);

    /// <summary>Begins the activity of a command.</summary>
    internal static Activity? Command(ReleaseCommand command) => command is ReleaseCommand.Wait or ReleaseCommand.Rest ? null : Source.StartActivity(command.Name);

    /// <summary>Says what came of a command.</summary>
    internal static void End(Activity? activity, ReleaseEvent? happened)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("migrationguard.outcome", OutcomeOf(happened));
        if (happened is ReleaseEvent.CommandFailed or ReleaseEvent.LedgerLost or ReleaseEvent.StepSeen { Outcome: StepOutcome.Failed })
        {
            activity.SetStatus(ActivityStatusCode.Error, happened switch
            {
                ReleaseEvent.CommandFailed failed => failed.Why,
                ReleaseEvent.LedgerLost lost => lost.Why,
                _ => ((ReleaseEvent.StepSeen)happened).Why,
            });
        }
    }

    /// <summary>Counts a piece of evidence.</summary>
    internal static void Taken(Evidence piece) => Verdicts.Add(1, new("migrationguard.evidence.kind", piece.Kind), new("migrationguard.evidence.verdict", Words.Hyphenated(piece.Verdict.ToString())));

    /// <summary>Counts what was written down.</summary>
    internal static void Moved(ReleaseMove move)
    {
        var service = new KeyValuePair<string, object?>("migrationguard.service", move.Release.Service);
        if (move.Happened is ReleaseEvent.StepSeen { Outcome: StepOutcome.Retry })
        {
            Retries.Add(1, service);
        }

        if (move.Happened is ReleaseEvent.TombstoneSeen { Sight: TombstoneSight.Hit })
        {
            Hits.Add(1, service);
        }

        if (move.From.Word == move.To.Word)
        {
            return;
        }

        Transitions.Add(1, service, new("migrationguard.from", move.From.Word), new("migrationguard.to", move.To.Word));
        switch (move.From, move.To)
        {
            case (ReleaseState.Switching, ReleaseState.Baking baking):
                Switches.Record((baking.Switched.ObservedAt - baking.Switched.DecidedAt).TotalSeconds, service);
                break;
            case (_, ReleaseState.RolledBack { Cause: not RollbackCause.Found } back):
                Rollbacks.Record(back.RollbackSeconds, service, new("migrationguard.cause", Words.Hyphenated(back.Cause.ToString())));
                break;
        }
    }

    private static string OutcomeOf(ReleaseEvent? happened) => happened switch
    {
        null => "done",
        ReleaseEvent.StepSeen step => Words.Hyphenated(step.Outcome.ToString()),
        ReleaseEvent.EvidenceSeen seen => Words.Hyphenated(seen.Verdict.ToString()),
        ReleaseEvent.Reread reread => Words.Hyphenated(reread.Evidence.ToString()),
        ReleaseEvent.Measured measured => Words.Hyphenated(measured.Reading.ToString()),
        ReleaseEvent.FrontDoorSeen door => Words.Hyphenated(door.Answer.ToString()),
        ReleaseEvent.TombstoneSeen tombstone => Words.Hyphenated(tombstone.Sight.ToString()),
        _ => Words.Hyphenated(happened.GetType().Name),
    };
}
