using System.Collections.Concurrent;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings;

/// <summary>
/// Keeps what an application sends: every statement once, without its literals, in bounded memory. May be used by any number of
/// threads; never throws.
/// </summary>
/// <param name="limits">What it may take of its process.</param>
/// <param name="time">Says when commands were seen.</param>
public sealed class StatementRecorder(RecordingLimits limits, TimeProvider time) : IStatementRecorder
{
    private const int MostReasons = 200;

    private readonly KnownTexts _texts = new();
    private readonly ConcurrentDictionary<(string, string, RecordedSession?), CountedStatement> _statements = new();
    private readonly ConcurrentDictionary<string, Counter> _misses = new(StringComparer.Ordinal);
    private readonly CommandReader _reader = new(limits);
    private readonly DateTimeOffset _first = time.GetUtcNow();
    private readonly Counter _commands = new();
    private long _last;
    private long _characters;

    /// <inheritdoc/>
    public bool TryCount(string text, int types)
    {
        if (text is null || !_texts.TryGet(new TextKey(text, types), out var known))
        {
            return false;
        }

        Count(known);
        return true;
    }

    /// <inheritdoc/>
    public void Add(RecordedCommand command, int types)
    {
        if (command?.Text is null)
        {
            Miss("a command without a text");
            return;
        }

        var known = Describe(command);
        _texts.Put(new TextKey(command.Text, types), known);
        Count(known);
    }

    /// <inheritdoc/>
    public void Miss(string reason)
    {
        _commands.Increment();
        MissOf(reason).Increment();
    }

    /// <summary>What was seen until now; recording goes on.</summary>
    public Recording Snapshot()
    {
        var last = Interlocked.Read(ref _last);
        return new Recording
        {
            First = _first,
            Last = last == 0 ? _first : new DateTimeOffset(last, TimeSpan.Zero),
            Commands = _commands.Value,
            Statements = _statements.Values.Select(static statement => statement.Read()).OrderBy(static statement => statement.Text, StringComparer.Ordinal).ToArray(),
            Misses = _misses.OrderBy(static miss => miss.Key, StringComparer.Ordinal).Select(static miss => new RecordingMiss(miss.Key, miss.Value.Value)).ToArray(),
        };
    }

    private void Count(KnownText known)
    {
        var now = time.GetUtcNow().Ticks;
        _commands.Increment();
        Volatile.Write(ref _last, now);
        known.Count(now);
    }

    private KnownText Describe(RecordedCommand command)
    {
        var (statements, misses) = Read(command);
        var kept = new List<CountedStatement>(statements.Count);
        var missed = misses.Select(MissOf).ToList();
        foreach (var statement in statements)
        {
            if (Keep(statement) is { } counted)
            {
                kept.Add(counted);
            }
            else
            {
                missed.Add(MissOf("more different statements than are kept"));
            }
        }

        return new KnownText([.. kept], [.. missed]);
    }

    // Whatever a text does to the reader, the application that sent it goes on.
    private (List<RecordedStatement> Statements, List<string> Misses) Read(RecordedCommand command)
    {
        try
        {
            return _reader.Read(command);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ([], [$"a text on which the recorder failed ({exception.GetType().Name})"]);
        }
    }

    private CountedStatement? Keep(RecordedStatement statement)
    {
        var key = (statement.Text, Recording.TypesOf(statement.Parameters), statement.Session);
        if (_statements.TryGetValue(key, out var known))
        {
            known.Describe(statement);
            return known;
        }

        if (_statements.Count >= limits.Statements || Interlocked.Read(ref _characters) + statement.Text.Length > limits.Texts)
        {
            return null;
        }

        Interlocked.Add(ref _characters, statement.Text.Length);
        return _statements.GetOrAdd(key, static (_, added) => new CountedStatement(added), statement);
    }

    private Counter MissOf(string reason)
        => _misses.TryGetValue(reason, out var known) ? known : _misses.GetOrAdd(_misses.Count < MostReasons ? reason : "other reasons", static _ => new Counter());
}
