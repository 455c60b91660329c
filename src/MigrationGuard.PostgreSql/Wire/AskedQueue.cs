namespace MigrationGuard.Postgres.Wire;

/// <summary>What waits for an answer, in order: one thread adds, another takes.</summary>
internal sealed class AskedQueue
{
    // A client that asks this much without reading is passed on, but no longer understood.
    private const int Most = 1 << 16;

    private readonly Lock _lock = new();
    private Asked[] _ring = new Asked[16];
    private int _first;
    private int _count;

    /// <summary>Adds at the end; false when too much waits already.</summary>
    public bool TryAdd(in Asked asked)
    {
        lock (_lock)
        {
            if (_count == _ring.Length && !TryGrow())
            {
                return false;
            }

            _ring[(_first + _count) & (_ring.Length - 1)] = asked;
            _count++;
            return true;
        }
    }

    /// <summary>The first one, which stays; false when there is none.</summary>
    public bool TryPeek(out Asked asked)
    {
        lock (_lock)
        {
            asked = _count > 0 ? _ring[_first] : default;
            return _count > 0;
        }
    }

    /// <summary>Takes the first one away.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            RemoveFirst();
        }
    }

    /// <summary>Takes away everything in front of the first of a kind; when there is none, nothing.</summary>
    public void DropUntil(AskedKind kind)
    {
        lock (_lock)
        {
            for (var i = 0; i < _count; i++)
            {
                if (_ring[(_first + i) & (_ring.Length - 1)].Kind == kind)
                {
                    for (; i > 0; i--)
                    {
                        RemoveFirst();
                    }

                    return;
                }
            }
        }
    }

    private void RemoveFirst()
    {
        _ring[_first] = default;
        _first = (_first + 1) & (_ring.Length - 1);
        _count--;
    }

    private bool TryGrow()
    {
        if (_ring.Length == Most)
        {
            return false;
        }

        var larger = new Asked[_ring.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = _ring[(_first + i) & (_ring.Length - 1)];
        }

        (_ring, _first) = (larger, 0);
        return true;
    }
}
