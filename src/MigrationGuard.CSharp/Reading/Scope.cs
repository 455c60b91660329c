namespace MigrationGuard.CSharp.Reading;

/// <summary>What the names of parameters and local variables stand for at a place.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    /// <summary>The names that are declared in it.</summary>
    public IEnumerable<string> Names => _slots.Keys;

    /// <summary>The variable of a name; null when it is neither a parameter nor a local variable that was met.</summary>
    public Slot? Slot(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._slots.TryGetValue(name, out var slot))
            {
                return slot;
            }
        }

        return null;
    }

    /// <summary>The value of a name; null when it is neither a parameter nor a local variable that was met.</summary>
    public Value? Find(string name) => Slot(name)?.Value is { } value ? value is ObjectValue held ? held.Now : value : null;

    /// <summary>Declares a name.</summary>
    public void Declare(string name, Value value) => _slots[name] = new Slot(name, value);

    private Scope? Outer => outer;
}
