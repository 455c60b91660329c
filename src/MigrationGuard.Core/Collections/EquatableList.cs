using System.Collections;

namespace MigrationGuard.Collections;

/// <summary>An immutable list that compares item by item, so that records holding it have value equality.</summary>
public readonly struct EquatableList<T> : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    // Short lists are copied; that costs less than keeping room.
    private const int Room = 16;

    private readonly T[]? _items;

    // Set when the array is longer than the list; lists that were appended to one after the other share it.
    private readonly Tail? _tail;

    /// <summary>Takes ownership of <paramref name="items"/>: the caller must not change the array afterwards.</summary>
    public EquatableList(T[] items) => _items = items;

    private EquatableList(T[] items, Tail tail) => (_items, _tail) = (items, tail);

    /// <summary>The list without items.</summary>
    public static EquatableList<T> Empty => default;

    /// <summary>The number of items.</summary>
    public int Count => _tail is null ? _items?.Length ?? 0 : _tail.Count;

    /// <summary>The item at <paramref name="index"/>, counted from 0.</summary>
    public T this[int index] => _items is null || index >= Count ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    /// <summary>Wraps an array without copying it.</summary>
    public static implicit operator EquatableList<T>(T[] items) => new(items);

    /// <summary>Copies a list.</summary>
    public static implicit operator EquatableList<T>(List<T> items) => new([.. items]);

    /// <summary>Compares item by item.</summary>
    public static bool operator ==(EquatableList<T> left, EquatableList<T> right) => left.Equals(right);

    /// <summary>Compares item by item.</summary>
    public static bool operator !=(EquatableList<T> left, EquatableList<T> right) => !left.Equals(right);

    /// <summary>A new list with <paramref name="item"/> at the end; appending to the longest of a row of lists copies nothing.</summary>
    public EquatableList<T> Append(T item)
    {
        var count = Count;
        if (_tail is not null && count < _items!.Length && _tail.Claim())
        {
            _items[count] = item;
            return new EquatableList<T>(_items, _tail.Longer());
        }

        if (count < Room)
        {
            var exact = new T[count + 1];
            CopyTo(exact);
            exact[count] = item;
            return new EquatableList<T>(exact);
        }

        var items = new T[count * 2];
        CopyTo(items);
        items[count] = item;
        return new EquatableList<T>(items, new Tail(count + 1));
    }

    /// <summary>A new list without the items that <paramref name="match"/> selects; this list when it selects none.</summary>
    public EquatableList<T> RemoveAll(Predicate<T> match) => Exists(match) ? new EquatableList<T>(Array.FindAll(Exact(), item => !match(item))) : this;

    /// <summary>A new list in which <paramref name="change"/> was applied to every item.</summary>
    public EquatableList<T> Map(Converter<T, T> change) => _items is null ? this : new EquatableList<T>(Array.ConvertAll(Exact(), change));

    /// <summary>Whether any item satisfies <paramref name="match"/>.</summary>
    public bool Exists(Predicate<T> match) => _items is not null && Array.FindIndex(_items, 0, Count, match) >= 0;

    /// <summary>The first item that satisfies <paramref name="match"/>, or the default value.</summary>
    public T? Find(Predicate<T> match) => _items is not null && Array.FindIndex(_items, 0, Count, match) is var at and >= 0 ? _items[at] : default;

    /// <inheritdoc />
    public bool Equals(EquatableList<T> other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items![i], other._items![i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is EquatableList<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = 17;
        for (var i = 0; i < Count; i++)
        {
            hash = unchecked((hash * 31) + (_items![i]?.GetHashCode() ?? 0));
        }

        return hash;
    }

    /// <summary>Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(_items ?? [], Count);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Exact()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Exact().GetEnumerator();

    /// <inheritdoc />
    public override string ToString() => "[" + string.Join(", ", Exact()) + "]";

    private T[] Exact()
    {
        if (_tail is null)
        {
            return _items ?? [];
        }

        var items = new T[Count];
        CopyTo(items);
        return items;
    }

    private void CopyTo(T[] items)
    {
        if (_items is not null)
        {
            Array.Copy(_items, items, Count);
        }
    }

    /// <summary>The allocation-free enumerator.</summary>
    public struct Enumerator(T[] items, int count)
    {
        private int _index = -1;

        /// <summary>The item the enumerator stands on.</summary>
        public readonly T Current => items[_index];

        /// <summary>Moves on; false after the last item.</summary>
        public bool MoveNext() => ++_index < count;
    }
}
