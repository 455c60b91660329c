namespace MigrationGuard.Recordings.Hooking;

/// <summary>
/// Writes a recording soon after a statement is seen for the first time, because test hosts get killed, and every two seconds for the counts. Nothing is opened
/// before the first command; what goes wrong is said once on standard error.
/// </summary>
internal sealed class RecordingWriter(StatementRecorder recorder, IRecordingSink sink) : IStatementRecorder, IDisposable
{
    private static readonly TimeSpan SoonAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _new = new(false);
    private readonly ManualResetEventSlim _end = new();
    private Thread? _thread;
    private volatile bool _changed;
    private bool _opened;
    private bool _complained;

    public bool TryCount(string text, int types)
    {
        if (!recorder.TryCount(text, types))
        {
            return false;
        }

        Change();
        return true;
    }

    public void Add(RecordedCommand command, int types)
    {
        recorder.Add(command, types);
        Change();
        Begin();
        _new.Set();
    }

    public void Miss(string reason)
    {
        recorder.Miss(reason);
        Change();
        Begin();
    }

    public void Dispose()
    {
        _end.Set();
        _new.Set();
        Write();
    }

    // Reading is cheap as long as nobody writes: the processors would pass the flag around.
    private void Change()
    {
        if (!_changed)
        {
            _changed = true;
        }
    }

    private void Begin()
    {
        if (_thread is not null)
        {
            return;
        }

        lock (_gate)
        {
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "MigrationGuard recording" };
                _thread.Start();
            }
        }
    }

    private void Run()
    {
        while (!_end.IsSet)
        {
            if (_new.WaitOne(Every))
            {
                _end.Wait(SoonAfter);
            }

            Write();
        }
    }

    private void Write()
    {
        lock (_gate)
        {
            if (!_changed)
            {
                return;
            }

            _changed = false;
            var problem = Put();
            _opened |= problem is null;
            if (problem is not null)
            {
                Complain(problem);
            }
        }
    }

    private string? Put()
    {
        try
        {
            return (_opened ? null : sink.Open()) ?? sink.Write(recorder.Snapshot());
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    private void Complain(string problem)
    {
        _changed = true;
        if (!_complained)
        {
            _complained = true;
            Console.Error.WriteLine($"migrationguard: nothing is recorded: {problem}");
        }
    }
}
