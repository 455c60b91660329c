namespace MigrationGuard.CSharp.Reading;

/// <summary>What the names of parameters and local variables stand for at a place.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    /// <summary>The value of a name; null when it is neither a parameter nor a local variable that was met.</summary>
    public Value? Find(string name) => _values.TryGetValue(name, out var value) ? value : outer?.Find(name);

    /// <summary>Declares a name.</summary>
    public void Declare(string name, Value value) => _values[name] = value;

    /// <summary>Gives a declared name another value.</summary>
    public void Assign(string name, Value value)
    {
        if (outer is null || _values.ContainsKey(name))
        {
            _values[name] = value;
        }
        else
        {
            outer.Assign(name, value);
        }
    }
}
