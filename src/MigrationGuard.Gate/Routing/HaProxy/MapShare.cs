namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>The share of a second backend.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Percent">Its share of new requests, 1 to 99.</param>
internal sealed record MapShare(string Backend, int Percent);
