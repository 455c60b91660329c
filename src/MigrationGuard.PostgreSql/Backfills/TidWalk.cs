using System.Globalization;
using System.Numerics;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>
/// Goes along the places of rows, from the first page to what was the last one when the pass began. Rows that are moved meanwhile, also by the backfill itself,
/// are found by the next pass if they are still to do.
/// </summary>
/// <param name="table">The table as SQL.</param>
/// <param name="blockSize">Bytes of a page.</param>
internal sealed class TidWalk(string table, int blockSize) : IWalk
{
    /// <summary>The first major version that reads a range of places without reading the whole table. https://www.postgresql.org/docs/release/14.0/</summary>
    public const int FirstMajor = 14;

    // A row takes 28 bytes at least: its place in the page, and a header. https://www.postgresql.org/docs/current/storage-page-layout.html
    private readonly long _slots = (long)BitOperations.RoundUpToPowerOf2((uint)(blockSize / 28));

    public string Name => "ctid";

    public bool IsStable => false;

    public int KeyLength => 1;

    public int UnitsOfKey => 8;

    public async Task<string[]?> UntilAsync(StepSession session, CancellationToken cancellation)
    {
        var size = (await session.ReadAsync("SELECT pg_relation_size($1::text::regclass)", row => row.GetInt64(0), cancellation, table))[0];
        return size == 0 ? null : Key((size / blockSize * _slots) - 1);
    }

    public Task<(string[] Key, bool IsLast)> NextAsync(StepSession session, Position from, int units, CancellationToken cancellation)
    {
        var (until, next) = (Place(from.Until!), (from.Last is null ? -1 : Place(from.Last)) + units);
        return Task.FromResult((Key(Math.Min(next, until)), next >= until));
    }

    public string Condition(string alias, bool isFirst) => $"{alias}.ctid <= $1::text::tid{(isFirst ? "" : $" AND {alias}.ctid > $2::text::tid")}";

    public object?[] Parameters(string[]? last, string[] to) => last is null ? [to[0]] : [to[0], last[0]];

    public string KeyOf(string alias) => $"jsonb_build_array({alias}.ctid::text)";

    public string Text(IReadOnlyList<string> key) => $"ctid {key[0]}";

    public double Share(Position position, double rows) => position is { Last: { } last, Until: { } until } ? Place(last) / (double)Math.Max(1, Place(until)) : 0;

    private string[] Key(long place) => [string.Create(CultureInfo.InvariantCulture, $"({place / _slots},{place % _slots})")];

    private long Place(string[] key)
    {
        var comma = key[0].IndexOf(',', StringComparison.Ordinal);
        return (long.Parse(key[0].AsSpan(1, comma - 1), CultureInfo.InvariantCulture) * _slots) + long.Parse(key[0].AsSpan()[(comma + 1)..^1], CultureInfo.InvariantCulture);
    }
}
