namespace MigrationGuard.Sql.Lexing;

/// <summary>Which offset of the file each offset of a decoded literal comes from.</summary>
internal sealed class OffsetMap
{
    private readonly List<int> _decoded = [];
    private readonly List<int> _original = [];

    /// <summary>From the decoded offset on, characters come one by one from the original offset on. Calls are in ascending order.</summary>
    public void Add(int decoded, int original)
    {
        _decoded.Add(decoded);
        _original.Add(original);
    }

    /// <summary>Appends the places of a further literal that is glued to the end of the value.</summary>
    public void Append(int length, OffsetMap next)
    {
        for (var i = 0; i < next._decoded.Count; i++)
        {
            Add(length + next._decoded[i], next._original[i]);
        }
    }

    /// <summary>Appends the places of a part of a further text.</summary>
    public void Append(int length, OffsetMap next, int from, int end)
    {
        Add(length, next.Locate(from));
        var found = next._decoded.BinarySearch(from + 1);
        for (var i = found >= 0 ? found : ~found; i < next._decoded.Count && next._decoded[i] < end; i++)
        {
            Add(length + next._decoded[i] - from, next._original[i]);
        }
    }

    /// <summary>The offset in the file.</summary>
    public int Locate(int decoded)
    {
        var found = _decoded.BinarySearch(decoded);
        var index = found >= 0 ? found : ~found - 1;
        return index < 0 ? decoded : _original[index] + decoded - _decoded[index];
    }

    /// <summary>The same map for a text whose offsets are mapped in turn by <paramref name="outer"/>.</summary>
    public OffsetMap Within(OffsetMap outer)
    {
        var map = new OffsetMap();
        for (var i = 0; i < _decoded.Count; i++)
        {
            map.Add(_decoded[i], outer.Locate(_original[i]));
        }

        return map;
    }
}
