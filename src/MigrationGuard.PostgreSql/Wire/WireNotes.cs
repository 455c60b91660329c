namespace MigrationGuard.Postgres.Wire;

/// <summary>What a reader of the recording should know; bounded.</summary>
internal sealed class WireNotes
{
    private const int Most = 50;

    private readonly Lock _lock = new();
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _types = new(StringComparer.Ordinal);

    /// <summary>The notes, each once.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _notes, .. _types.Select(static types =>
                    $"types of the database {types.Key} that could not be named stand as unknown; their OIDs: {string.Join(", ", types.Value)}{(types.Value.Count < Most ? "" : ", …")}")];
            }
        }
    }

    /// <summary>Adds a note.</summary>
    public void Add(string note)
    {
        lock (_lock)
        {
            if (_notes.Count < Most)
            {
                _notes.Add(note);
            }
        }
    }

    /// <summary>Adds a type without a name.</summary>
    public void AddType(string database, string type)
    {
        lock (_lock)
        {
            if (!_types.TryGetValue(database, out var types) && _types.Count < Most)
            {
                _types[database] = types = new SortedSet<string>(StringComparer.Ordinal);
            }

            if (types is { Count: < Most })
            {
                types.Add(type);
            }
        }
    }
}
