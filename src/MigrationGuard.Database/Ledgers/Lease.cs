namespace MigrationGuard.Ledgers;

/// <summary>The right to act on the releases of one database, until it expires or a younger token exists.</summary>
/// <param name="Database">The database, as the server names it.</param>
/// <param name="Holder">Who holds it: a person or pipeline, with the process.</param>
/// <param name="Token">The fencing token; every lease of a database has a higher one than all before it.</param>
/// <param name="ExpiresAt">When it ends unless it is renewed, by the clock of the database.</param>
public sealed record Lease(string Database, string Holder, long Token, DateTimeOffset ExpiresAt);
