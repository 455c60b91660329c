using MigrationGuard.Manifests;
using MigrationGuard.Recordings;

namespace MigrationGuard.Postgres.Wire;

/// <summary>What is known of a session: its start-up packet, what the server reports, and what its statements set.</summary>
internal sealed class WireSession
{
    private readonly WireNotes _notes;
    private readonly Dictionary<string, string> _given;
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reported = new(StringComparer.Ordinal);
    private SpokenSettings _current = SpokenSettings.None;
    private SpokenSettings _kept = SpokenSettings.None;
    private SpokenSettings _saved = SpokenSettings.None;
    private bool _started;
    private bool _stale = true;
    private RecordedSession? _recorded;
    private int _hash;
    private volatile bool _utf8 = true;

    public WireSession(IReadOnlyDictionary<string, string> parameters, WireNotes notes)
    {
        _notes = notes;
        User = parameters.GetValueOrDefault("user", "");
        Database = parameters.GetValueOrDefault("database") is { Length: > 0 } database ? database : User;
        _given = StartupSettings.Read(parameters);
    }

    /// <summary>The database.</summary>
    public string Database { get; }

    /// <summary>Who has connected.</summary>
    public string User { get; private set; }

    /// <summary>Whether texts are sent in UTF-8.</summary>
    public bool IsUtf8 => _utf8;

    /// <summary>A number that differs where the session does.</summary>
    public int Hash => Fresh()._hash;

    /// <summary>The session as it is now; null when its role cannot be told.</summary>
    public RecordedSession? Recorded => Fresh()._recorded;

    /// <summary>Whether a backslash is an ordinary character in strings; else no text can be kept.</summary>
    public bool HasStandardStrings { get; private set; } = true;

    /// <summary>The server reports a setting (ParameterStatus).</summary>
    public void Report(string name, string value)
    {
        var setting = name.ToLowerInvariant();
        _reported[setting] = value;
        _stale = true;
        switch (setting)
        {
            case "session_authorization":
                User = value;
                break;
            case "standard_conforming_strings":
                HasStandardStrings = value == "on";
                break;
            case "client_encoding":
                _utf8 = value is "UTF8" or "SQL_ASCII";
                break;
        }

        if (!_started)
        {
            _first[setting] = value;
        }

        if (_current.Values.ContainsKey(setting))
        {
            _current = _current with { Values = _current.Values.Remove(setting) };
            _kept = _kept with { Values = _kept.Values.Remove(setting) };
        }
    }

    /// <summary>A statement of the session has succeeded.</summary>
    public void Done(SessionCommand command)
    {
        switch (command.Action)
        {
            case SessionAction.Set:
                _kept = _current = Set(_current, command);
                break;
            case SessionAction.SetLocal or SessionAction.SetConfig:
                _current = Set(_current, command);
                _kept = command.Action == SessionAction.SetConfig ? _current : _kept;
                break;
            case SessionAction.ResetAll:
                _kept = _current = _current with { Values = SpokenSettings.None.Values };
                break;
            case SessionAction.Discard:
                _kept = _current = SpokenSettings.None;
                break;
            case SessionAction.RollbackTo when !ReferenceEquals(_current, _saved):
                _notes.Add("a role or setting changed before ROLLBACK TO SAVEPOINT; the sessions of the statements behind it are not known");
                _kept = _current = _current with { IsRoleKnown = false };
                break;
            default:
                return;
        }

        _stale = true;
    }

    /// <summary>The server waits for the next request.</summary>
    /// <param name="idle">Whether no transaction is open.</param>
    /// <param name="undone">Whether the last one was rolled back.</param>
    public void Ready(bool idle, bool undone)
    {
        _started = true;
        if (!idle || ReferenceEquals(_current, _saved))
        {
            return;
        }

        _saved = _kept = _current = Settled(undone ? _saved : _kept);
        _stale = true;
    }

    // What the server reports it has reported by now: its own word is better than a text.
    private SpokenSettings Settled(SpokenSettings settings) => settings with { Values = settings.Values.RemoveRange(_reported.Keys) };

    private SpokenSettings Set(SpokenSettings settings, SessionCommand command)
    {
        switch (command.Name)
        {
            case "session_authorization":
                return settings with { Role = null, IsRoleKnown = true };
            case "role" when command.IsPlain:
                return settings with { Role = command.Value, IsRoleKnown = true };
            case "role" or null:
                _notes.Add("a role was set in a way that does not show which one; the sessions of the statements behind it are not known");
                return settings with { IsRoleKnown = false };
            case "search_path" when !command.IsPlain:
                if (!_reported.ContainsKey("search_path"))
                {
                    _notes.Add("search_path was set in a way that does not show to what, and this server does not report it; it is not known for the statements behind");
                }

                return settings with { Values = settings.Values.SetItem("search_path", null) };
            case "search_path":
                return settings with { Values = settings.Values.SetItem("search_path", command.Value ?? _given.GetValueOrDefault("search_path")) };
            case { } name when ReadingSettings.Names.Contains(name) && !_reported.ContainsKey(name):
                return settings with { Values = command.Value is null ? settings.Values.Remove(name) : settings.Values.SetItem(name, command.Value) };
            default:
                return settings;
        }
    }

    private WireSession Fresh()
    {
        if (!_stale)
        {
            return this;
        }

        _recorded = _current.IsRoleKnown ? new RecordedSession(Database, _current.Role ?? User, SearchPath(), Settings()) : null;
        _hash = _recorded?.GetHashCode() ?? 1;
        _stale = false;
        return this;
    }

    private string? SearchPath()
        => _current.Values.TryGetValue("search_path", out var spoken) ? spoken
            : _reported.GetValueOrDefault("search_path") ?? _given.GetValueOrDefault("search_path");

    private KeyValuePair<string, string>[] Settings()
    {
        var settings = new List<KeyValuePair<string, string>>();
        foreach (var name in ReadingSettings.Names)
        {
            if (Value(name) is { } value)
            {
                settings.Add(KeyValuePair.Create(name, value));
            }
        }

        return [.. settings];
    }

    private string? Value(string name)
        => _current.Values.TryGetValue(name, out var spoken) ? spoken
            : !_reported.TryGetValue(name, out var reported) ? _given.GetValueOrDefault(name)
            : _given.ContainsKey(name) || reported != _first.GetValueOrDefault(name) ? reported : null;
}
