using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Replays;

/// <summary>Looks again and again whether the sessions of the new version write while requests are replayed.</summary>
internal sealed class WriteWatch(IWriteActivity? activity, string? name)
{
    // A transaction that is over between two looks is not seen.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private long _before;
    private long _after;
    private int _looks;
    private bool _isVisible = true;
    private bool _hasSessions;

    /// <summary>What was seen to be written, e.g. <c>UPDATE</c>; null as long as nothing was.</summary>
    public string? Written { get; private set; }

    /// <summary>Looks before anything is sent.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        if (activity is not null && name is not null)
        {
            _before = (await LookAsync(cancellation)).Transactions;
        }
    }

    /// <summary>Looks until it is cancelled, or something was written.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        try
        {
            while (activity is not null && name is not null && Written is null)
            {
                await LookAsync(cancellation);
                await Task.Delay(Pause, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // What was sent was answered.
        }
    }

    /// <summary>Looks once more, when everything was answered.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        if (activity is not null && name is not null && Written is null)
        {
            await LookAsync(cancellation);
        }
    }

    /// <summary>What can be said about writing; it begins with a semicolon.</summary>
    public string Text() => this switch
    {
        _ when activity is null => "",
        _ when name is null => "; whether it wrote cannot be told: no applicationName is configured for its slot",
        { _isVisible: false } => $"; whether it wrote cannot be told: the role may not see what the sessions of {name} do, GRANT pg_read_all_stats lets it",
        { _hasSessions: false } => $"; whether it wrote cannot be told: no session has application_name {name}",
        _ when _after == _before => "; nothing was written: no transaction of the whole server changed anything meanwhile",
        _ => FormattableString.Invariant($"; in {_looks} looks no session of {name} was seen to write; of the whole server {_after - _before} transactions changed something meanwhile, the gate's own among them, and short ones of it would not have been seen"),
    };

    private async Task<WritesSeen> LookAsync(CancellationToken cancellation)
    {
        var seen = await activity!.LookAsync(name!, cancellation);
        _looks++;
        _after = seen.Transactions;
        _isVisible &= seen.IsVisible;
        _hasSessions |= seen.Sessions > 0;
        Written ??= seen.Writing.Count > 0 ? seen.Writing[0] : null;
        return seen;
    }
}
