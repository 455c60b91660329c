using System.Collections;
using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Simulation;

/// <summary>The locks that a transaction holds, the strongest per relation, in the order in which the relations were first locked. Immutable.</summary>
public sealed class LockSet : IReadOnlyCollection<HeldLock>
{
    private readonly PersistentMap<ObjectName, Entry>? _byRelation;
    private readonly PersistentMap<int, Entry>? _inOrder;

    private LockSet(PersistentMap<ObjectName, Entry>? byRelation, PersistentMap<int, Entry>? inOrder, int count, HeldLock? strongest)
        => (_byRelation, _inOrder, Count, Strongest) = (byRelation, inOrder, count, strongest);

    /// <summary>No lock.</summary>
    public static LockSet None { get; } = new(null, null, 0, null);

    /// <summary>Number of locked relations.</summary>
    public int Count { get; }

    /// <summary>The strongest lock for which others can wait (<see cref="HeldLock.Existing"/>), the first of equals; null when there is none.</summary>
    public HeldLock? Strongest { get; }

    /// <summary>The lock on a relation, or null.</summary>
    public HeldLock? Find(ObjectName relation) => _byRelation?.Find(relation)?.Lock;

    /// <summary>The first lock that satisfies <paramref name="match"/>, or null.</summary>
    public HeldLock? Find(Predicate<HeldLock> match)
    {
        foreach (var held in this)
        {
            if (match(held))
            {
                return held;
            }
        }

        return null;
    }

    /// <summary>Whether any lock satisfies <paramref name="match"/>.</summary>
    public bool Exists(Predicate<HeldLock> match) => Find(match) is not null;

    /// <summary>These locks and one more; a weaker one than is held already changes nothing.</summary>
    public LockSet With(HeldLock held, SqlSyntax syntax)
    {
        var byRelation = _byRelation ?? new PersistentMap<ObjectName, Entry>(syntax);
        var known = byRelation.Find(held.Relation);
        if (known is not null && known.Lock.Mode.Strength >= held.Mode.Strength)
        {
            return this;
        }

        var entry = new Entry(known?.Order ?? Count, held);
        var strongest = held.Existing && (Strongest is null || held.Mode.Strength > Strongest.Mode.Strength) ? held : Strongest;
        var inOrder = (_inOrder ?? new PersistentMap<int, Entry>(Comparer<int>.Default)).Set(entry.Order, entry);
        return new LockSet(byRelation.Set(held.Relation, entry), inOrder, known is null ? Count + 1 : Count, strongest);
    }

    /// <inheritdoc />
    public IEnumerator<HeldLock> GetEnumerator()
    {
        if (_inOrder is not null)
        {
            foreach (var entry in _inOrder.Entries())
            {
                yield return entry.Value.Lock;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public override string ToString() => "[" + string.Join(", ", this) + "]";

    private sealed record Entry(int Order, HeldLock Lock);
}
