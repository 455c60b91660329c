using System.Data;
using System.Text.Json;
using MigrationGuard.Servers;
using MigrationGuard.Snapshots;
using Npgsql;

namespace MigrationGuard.Postgres.Catalog;

/// <summary>Reads the schema of a database.</summary>
public static class SnapshotReader
{
    private const string FindFunction =
        """
        SELECT EXISTS (
            SELECT FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'migration_guard' AND p.proname = 'snapshot')
        """;

    private const string Query = "SELECT kind, identity, facts::text FROM migration_guard.snapshot()";

    /// <summary>
    /// Reads it in a transaction that is rolled back. Where the guard is not installed its functions are created in that transaction,
    /// for which the role needs CREATE on the database; of the guard itself nothing is in the snapshot.
    /// </summary>
    /// <param name="connection">An open connection without a transaction.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public static async Task<SchemaSnapshot> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            if (!(await PostgresRows.ReadAsync(connection, FindFunction, row => row.GetBoolean(0), cancellation))[0])
            {
                await GuardScripts.CreateFactsAsync(connection, cancellation);
            }

            return new SchemaSnapshot(await PostgresRows.ReadAsync(connection, Query, Read, cancellation));
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    private static SchemaObject Read(NpgsqlDataReader row)
    {
        using var facts = JsonDocument.Parse(row.GetString(2));
        return new SchemaObject(row.GetString(0), row.GetString(1), facts.RootElement);
    }
}
