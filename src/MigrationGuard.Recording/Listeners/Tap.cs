using System.Diagnostics;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>
/// Sits in the tracing options of a data source: as the filter that Npgsql asks before it starts an activity, so that a command is seen and none has to be
/// started for that, and as the enrichment of those commands that had passed the filter's place before it was there.
/// </summary>
internal sealed class Tap<TSent>(NpgsqlSource source, Delegate? filter, Delegate? enrichment) : ITap
    where TSent : class
{
    // The application's own, which decides as before.
    private readonly Func<TSent, bool>? _filter = (Func<TSent, bool>?)filter;
    private readonly Action<Activity, TSent>? _enrichment = (Action<Activity, TSent>?)enrichment;

    public bool Records(IStatementRecorder recorder) => ReferenceEquals(source.Recorder, recorder) || (_filter?.Target is ITap other && other.Records(recorder));

    public bool Filter(TSent sent)
    {
        if (OwnCommands.Contain(sent))
        {
            return false;
        }

        source.See(sent);
        return NpgsqlListener.Passed = _filter is null || _filter(sent);
    }

    public void Enrich(Activity activity, TSent sent)
    {
        if (NpgsqlListener.IsUnseen(activity) && !OwnCommands.Contain(sent))
        {
            source.See(sent);
        }

        _enrichment?.Invoke(activity, sent);
    }
}
