using System.Diagnostics;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Observing;

/// <summary>The activities of a run: one for the run, in it one for every state that it goes through.</summary>
internal sealed class StateSpan : IDisposable
{
    private readonly Activity? _run;
    private Activity? _state;
    private string? _word;

    public StateSpan(string release, string? parent) => _run = ReleaseTelemetry.Run(release, parent);

    /// <summary>The release is in a state from here on.</summary>
    public void Enter(ReleaseState state, ReleaseRecord release)
    {
        if (_run is not null && state.Word != _word)
        {
            _state?.Dispose();
            Activity.Current = _run;
            (_word, _state) = (state.Word, ReleaseTelemetry.State(state, release));
        }
    }

    /// <summary>The run ends.</summary>
    public void End(ReleaseAnswer answer, string why)
    {
        _run?.SetTag("migrationguard.answer", Words.Hyphenated(answer.ToString()));
        _ = answer == ReleaseAnswer.Yes ? _run : _run?.SetStatus(ActivityStatusCode.Error, why);
    }

    public void Dispose()
    {
        _state?.Dispose();
        _run?.Dispose();
    }
}
