namespace MigrationGuard.CSharp.Reading;

/// <summary>What the names of parameters and local variables stand for at a place.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    /// <summary>The scope around it.</summary>
    public Scope? Outer => outer;

    /// <summary>Whether assignments to outer names stay in it until somebody decides what they come to: a branch of which it is not known whether it runs.</summary>
    public bool IsBranch { get; init; }

    /// <summary>The names that have a value in it.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The value of a name; null when it is neither a parameter nor a local variable that was met.</summary>
    public Value? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._values.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Declares a name.</summary>
    public void Declare(string name, Value value) => _values[name] = value;

    /// <summary>Gives a declared name another value; false when it is not declared.</summary>
    public bool Assign(string name, Value value)
    {
        Scope? branch = null;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            branch ??= scope.IsBranch ? scope : null;
            if (scope._values.ContainsKey(name))
            {
                (branch ?? scope)._values[name] = value;
                return true;
            }
        }

        return false;
    }
}
