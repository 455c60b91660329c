namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>What stands between two separators.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Bytes">What stands there.</param>
/// <param name="IsEnded">Whether a separator follows; the last one of a file that was cut has none.</param>
internal sealed record Block(long Offset, ReadOnlyMemory<byte> Bytes, bool IsEnded);
