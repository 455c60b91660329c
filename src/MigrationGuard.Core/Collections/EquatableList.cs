using System.Collections;

namespace MigrationGuard.Collections;

/// <summary>An immutable list that compares item by item, so that records holding it have value equality.</summary>
public readonly struct EquatableList<T> : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[]? _items;

    /// <summary>Takes ownership of <paramref name="items"/>: the caller must not change the array afterwards.</summary>
    public EquatableList(T[] items) => _items = items;

    /// <summary>The list without items.</summary>
    public static EquatableList<T> Empty => default;

    /// <summary>The number of items.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>The item at <paramref name="index"/>, counted from 0.</summary>
    public T this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    /// <summary>Wraps an array without copying it.</summary>
    public static implicit operator EquatableList<T>(T[] items) => new(items);

    /// <summary>Copies a list.</summary>
    public static implicit operator EquatableList<T>(List<T> items) => new([.. items]);

    /// <summary>Compares item by item.</summary>
    public static bool operator ==(EquatableList<T> left, EquatableList<T> right) => left.Equals(right);

    /// <summary>Compares item by item.</summary>
    public static bool operator !=(EquatableList<T> left, EquatableList<T> right) => !left.Equals(right);

    /// <summary>A new list with <paramref name="item"/> at the end.</summary>
    public EquatableList<T> Append(T item)
    {
        var items = new T[Count + 1];
        _items?.CopyTo(items, 0);
        items[Count] = item;
        return new EquatableList<T>(items);
    }

    /// <summary>A new list without the items that <paramref name="match"/> selects; this list when it selects none.</summary>
    public EquatableList<T> RemoveAll(Predicate<T> match)
    {
        if (_items is null || !Array.Exists(_items, match))
        {
            return this;
        }

        return new EquatableList<T>(Array.FindAll(_items, item => !match(item)));
    }

    /// <summary>A new list in which <paramref name="change"/> was applied to every item.</summary>
    public EquatableList<T> Map(Converter<T, T> change) => _items is null ? this : new EquatableList<T>(Array.ConvertAll(_items, change));

    /// <summary>Whether any item satisfies <paramref name="match"/>.</summary>
    public bool Exists(Predicate<T> match) => _items is not null && Array.Exists(_items, match);

    /// <summary>The first item that satisfies <paramref name="match"/>, or the default value.</summary>
    public T? Find(Predicate<T> match) => _items is null ? default : Array.Find(_items, match);

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
    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <inheritdoc />
    public override string ToString() => "[" + string.Join(", ", _items ?? []) + "]";

    /// <summary>The allocation-free enumerator.</summary>
    public struct Enumerator(T[] items)
    {
        private int _index = -1;

        /// <summary>The item the enumerator stands on.</summary>
        public readonly T Current => items[_index];

        /// <summary>Moves on; false after the last item.</summary>
        public bool MoveNext() => ++_index < items.Length;
    }
}
