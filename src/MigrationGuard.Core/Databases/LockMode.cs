namespace MigrationGuard.Databases;

/// <summary>A table lock mode of a server and what it keeps out.</summary>
/// <param name="Name">The server's name for it, e.g. <c>ACCESS EXCLUSIVE</c>, <c>Sch-M</c>.</param>
/// <param name="Strength">Order among the modes of the same server; higher blocks more.</param>
/// <param name="BlocksReads">Whether SELECT waits.</param>
/// <param name="BlocksWrites">Whether INSERT, UPDATE and DELETE wait.</param>
public sealed record LockMode(string Name, int Strength, bool BlocksReads, bool BlocksWrites)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
