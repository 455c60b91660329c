using MigrationGuard.Collections;

namespace MigrationGuard.Sql.Lexing;

/// <summary>Names in the order in which they first occur; nothing is allocated before the first one.</summary>
internal struct NameSet
{
    private const int SmallSize = 8;
    private List<string>? _names;
    private HashSet<string>? _seen;

    public void Add(string name)
    {
        _names ??= [];
        if (Seen(name))
        {
            return;
        }

        _names.Add(name);
        if (_seen is not null)
        {
            _seen.Add(name);
        }
        else if (_names.Count > SmallSize)
        {
            _seen = new HashSet<string>(_names, StringComparer.Ordinal);
        }
    }

    public readonly EquatableList<string> ToList() => _names is null ? default : new EquatableList<string>([.. _names]);

    private readonly bool Seen(string name)
    {
        if (_seen is not null)
        {
            return _seen.Contains(name);
        }

        foreach (var known in _names!)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
