namespace MigrationGuard.Bench.Switching;

/// <summary>What one way of moving did to its clients.</summary>
/// <param name="Mover">The way.</param>
/// <param name="Requests">How many requests were sent.</param>
/// <param name="Lost">How many of them were not answered with success.</param>
/// <param name="Moves">Every move.</param>
internal sealed record MoverResult(Mover Mover, int Requests, int Lost, IReadOnlyList<Move> Moves);
