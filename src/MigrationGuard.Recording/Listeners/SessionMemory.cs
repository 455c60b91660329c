using System.Data.Common;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>Learns the session of a data source in the background, and holds what comes before the answer.</summary>
internal sealed class SessionMemory(DbDataSource? source, IStatementRecorder recorder)
{
    // More than an application sends while a server answers one question.
    private const int Room = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    private readonly Lock _gate = new();
    private Dictionary<(string Text, int Types), Waiting>? _waiting = [];
    private volatile SessionState? _current;
    private bool _asked;

    /// <summary>Null as long as the answer is outstanding.</summary>
    public SessionState? Current => _current;

    /// <summary>Counts a command that waits already.</summary>
    public bool CountWaiting(string text, int types)
    {
        lock (_gate)
        {
            if (_waiting?.TryGetValue((text, types), out var waiting) == true)
            {
                waiting.Calls++;
                return true;
            }

            return false;
        }
    }

    /// <summary>Gives a command to the recorder, or lets it wait until the session is known.</summary>
    public void Keep(RecordedCommand command, int types)
    {
        lock (_gate)
        {
            if (_current is null)
            {
                if (Wait(command, types))
                {
                    return;
                }

                Answer(new SessionState(null));
            }
        }

        Add(command, types, _current!);
        if (Changes(command.Text))
        {
            Forget();
        }
    }

    private bool Wait(RecordedCommand command, int types)
    {
        if (_waiting!.TryGetValue((command.Text, types), out var waiting))
        {
            waiting.Calls++;
            return true;
        }

        if (_waiting.Count >= Room)
        {
            return false;
        }

        _waiting.Add((command.Text, types), new Waiting(command));
        Ask();
        return true;
    }

    /// <summary>Gives the recorder what waits, with what the connection string tells.</summary>
    public void Settle() => Learn(WithoutAsking());

    private RecordedSession? WithoutAsking() => source is null ? null : SessionQuestion.Read(source.ConnectionString);

    private void Add(RecordedCommand command, int types, SessionState state) => recorder.Add(command with { Session = state.Session }, HashCode.Combine(types, state.Number));

    private void Ask()
    {
        if (!_asked)
        {
            _asked = true;
            _ = Task.Run(LearnAsync);
        }
    }

    private async Task LearnAsync()
    {
        RecordedSession? session;
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            session = source is null ? null : await SessionQuestion.AskAsync(source, patience.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            session = WithoutAsking();
        }

        Learn(session);
    }

    private void Learn(RecordedSession? session)
    {
        lock (_gate)
        {
            if (_current is null)
            {
                Answer(new SessionState(session));
            }
        }
    }

    private void Answer(SessionState state)
    {
        _current = state;
        var moved = false;
        foreach (var ((text, types), waiting) in _waiting!)
        {
            Add(waiting.Command, types, state);
            for (var i = 1; i < waiting.Calls; i++)
            {
                recorder.TryCount(text, HashCode.Combine(types, state.Number));
            }

            moved |= Changes(text);
        }

        _waiting = null;
        if (moved)
        {
            Forget();
        }
    }

    /// <summary>What comes behind is recorded without a session: which of the connections runs with which setting is not followed.</summary>
    private void Forget()
    {
        if (_current is { Session: not null })
        {
            _current = new SessionState(null);
            recorder.Miss("search_path or role of statements behind a command that sets them");
        }
    }

    private static bool Changes(string text)
        => text.Contains("search_path", StringComparison.OrdinalIgnoreCase) && (Begins(text, "SET") || text.Contains("set_config", StringComparison.OrdinalIgnoreCase))
            || Begins(text, "SET") && (text.Contains("ROLE", StringComparison.OrdinalIgnoreCase) || text.Contains("AUTHORIZATION", StringComparison.OrdinalIgnoreCase));

    private static bool Begins(string text, string word) => text.AsSpan().TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private sealed class Waiting(RecordedCommand command)
    {
        public RecordedCommand Command { get; } = command;

        public int Calls { get; set; } = 1;
    }
}
