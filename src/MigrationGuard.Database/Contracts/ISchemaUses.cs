namespace MigrationGuard.Contracts;

/// <summary>Looks in a schema for what uses what is to be removed.</summary>
public interface ISchemaUses
{
    /// <summary>Views, foreign keys, triggers, routines and publications that use one of the objects and are none of them.</summary>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost.</exception>
    Task<IReadOnlyList<SchemaUse>> FindAsync(IReadOnlyList<ContractObject> objects, CancellationToken cancellation);
}
