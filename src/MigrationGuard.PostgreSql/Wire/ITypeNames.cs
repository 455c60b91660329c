namespace MigrationGuard.Postgres.Wire;

/// <summary>Names of the types that a database adds to those of PostgreSQL. Never throws, and may be called from any thread.</summary>
public interface ITypeNames
{
    /// <summary>The name with its schema, and with length or precision if there is one; null when nobody can tell.</summary>
    /// <param name="database">The database that has the type.</param>
    /// <param name="type">The type's OID.</param>
    /// <param name="modifier">Length or precision as the server stores it, -1 without.</param>
    string? Find(string database, uint type, int modifier);
}
