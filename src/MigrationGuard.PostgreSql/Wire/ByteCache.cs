using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Finds what was made of the same bytes before, without copying them; bounded, and what is used stays.</summary>
/// <param name="entries">How many it may hold, twice.</param>
/// <param name="bytes">How many bytes they may have together, twice.</param>
internal sealed class ByteCache<T>(int entries, long bytes)
    where T : class
{
    private readonly Lock _lock = new();
    private ConcurrentDictionary<byte[], T> _young = Empty();
    private ConcurrentDictionary<byte[], T> _old = Empty();
    private long _bytes;
    private int _count;

    /// <summary>What was added with these bytes; null when that is gone.</summary>
    public T? Find(ReadOnlySpan<byte> key)
    {
        if (_young.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var value))
        {
            return value;
        }

        if (!_old.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out value))
        {
            return null;
        }

        return Add(key.ToArray(), value);
    }

    /// <summary>Adds it; gives what another thread has added with the same bytes, if one has.</summary>
    public T Add(byte[] key, T value)
    {
        lock (_lock)
        {
            if (_count >= entries || _bytes + key.Length > bytes)
            {
                (_old, _young, _bytes, _count) = (_young, Empty(), 0, 0);
            }

            (_bytes, _count) = (_bytes + key.Length, _count + 1);
            return _young.GetOrAdd(key, value);
        }
    }

    private static ConcurrentDictionary<byte[], T> Empty() => new(Comparer.Instance);

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static Comparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
