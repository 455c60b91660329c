namespace MigrationGuard.Collections;

/// <summary>
/// An immutable sorted map (AVL tree): look-up, set and remove in O(log n), every version of it stays usable. The simulator keeps one per
/// kind of object, because a copied dictionary for each step would make long histories quadratic.
/// </summary>
/// <typeparam name="TKey">The key; ordered by the comparer that the map was created with.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public sealed class PersistentMap<TKey, TValue>
    where TValue : class
{
    private readonly IComparer<TKey> _comparer;
    private readonly Node? _root;

    /// <summary>An empty map whose keys are ordered by <paramref name="comparer"/>.</summary>
    public PersistentMap(IComparer<TKey> comparer)
        : this(comparer, null)
    {
    }

    private PersistentMap(IComparer<TKey> comparer, Node? root) => (_comparer, _root) = (comparer, root);

    /// <summary>Whether the map holds nothing.</summary>
    public bool IsEmpty => _root is null;

    /// <summary>The longest way from the root to an entry, in entries.</summary>
    internal int Depth => Height(_root);

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public TValue? Find(TKey key)
    {
        var node = _root;
        while (node is not null)
        {
            var order = _comparer.Compare(key, node.Key);
            if (order == 0)
            {
                return node.Value;
            }

            node = order < 0 ? node.Left : node.Right;
        }

        return null;
    }

    /// <summary>A map in which <paramref name="key"/> has <paramref name="value"/>.</summary>
    public PersistentMap<TKey, TValue> Set(TKey key, TValue value) => new(_comparer, Insert(_root, key, value));

    /// <summary>A map without <paramref name="key"/>; this map when it is not there.</summary>
    public PersistentMap<TKey, TValue> Remove(TKey key) => Find(key) is null ? this : new PersistentMap<TKey, TValue>(_comparer, Delete(_root, key));

    /// <summary>The entries in the order of their keys.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Entries()
    {
        var path = new Stack<Node>();
        for (var node = _root; node is not null || path.Count > 0; node = node.Right)
        {
            for (; node is not null; node = node.Left)
            {
                path.Push(node);
            }

            node = path.Pop();
            yield return new KeyValuePair<TKey, TValue>(node.Key, node.Value);
        }
    }

    private Node Insert(Node? node, TKey key, TValue value)
    {
        if (node is null)
        {
            return new Node(key, value, null, null);
        }

        var order = _comparer.Compare(key, node.Key);
        return order switch
        {
            0 => new Node(key, value, node.Left, node.Right),
            < 0 => Balance(node, Insert(node.Left, key, value), node.Right),
            _ => Balance(node, node.Left, Insert(node.Right, key, value)),
        };
    }

    private Node? Delete(Node? node, TKey key)
    {
        if (node is null)
        {
            return null;
        }

        var order = _comparer.Compare(key, node.Key);
        if (order < 0)
        {
            return Balance(node, Delete(node.Left, key), node.Right);
        }

        if (order > 0)
        {
            return Balance(node, node.Left, Delete(node.Right, key));
        }

        if (node.Left is null || node.Right is null)
        {
            return node.Left ?? node.Right;
        }

        var successor = node.Right;
        while (successor.Left is not null)
        {
            successor = successor.Left;
        }

        return Balance(successor, node.Left, Delete(node.Right, successor.Key));
    }

    private static Node Balance(Node at, Node? left, Node? right)
    {
        var lean = Height(left) - Height(right);
        if (lean > 1)
        {
            return Height(left!.Left) >= Height(left.Right)
                ? left.With(left.Left, at.With(left.Right, right))
                : left.Right!.With(left.With(left.Left, left.Right.Left), at.With(left.Right.Right, right));
        }

        if (lean < -1)
        {
            return Height(right!.Right) >= Height(right.Left)
                ? right.With(at.With(left, right.Left), right.Right)
                : right.Left!.With(at.With(left, right.Left.Left), right.With(right.Left.Right, right.Right));
        }

        return at.With(left, right);
    }

    private static int Height(Node? node) => node?.Height ?? 0;

    private sealed class Node(TKey key, TValue value, Node? left, Node? right)
    {
        public TKey Key { get; } = key;

        public TValue Value { get; } = value;

        public Node? Left { get; } = left;

        public Node? Right { get; } = right;

        public int Height { get; } = Math.Max(left?.Height ?? 0, right?.Height ?? 0) + 1;

        public Node With(Node? left, Node? right) => new(Key, Value, left, right);
    }
}
