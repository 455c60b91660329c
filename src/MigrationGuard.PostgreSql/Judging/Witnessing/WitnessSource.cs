using System.Text.Json;
using Npgsql;

namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>Reads what a statement needs: as it was recorded, and as it is now.</summary>
/// <param name="session">The session of the judge.</param>
internal sealed class WitnessSource(JudgeSession session)
{
    private const string Statement = "SELECT s.probe, s.types, s.search_path FROM migration_guard.witness_statement($1) AS s";

    private const string Objects = "SELECT o.is_current, o.kind, o.identity, o.facts::text FROM migration_guard.witness_objects($1) AS o";

    /// <summary>How the statement is given to the server; null when it never was.</summary>
    public async Task<ProbedStatement?> StatementAsync(long statement, CancellationToken cancellation)
        => (await session.ReadAsync(Statement, [statement], row => row.IsDBNull(0) || row.IsDBNull(1) ? null
            : new ProbedStatement(row.GetString(0), row.GetFieldValue<string[]>(1), row.GetString(2)), cancellation)).SingleOrDefault();

    /// <summary>What the statement names and what that stands on, as it was recorded and as it is now.</summary>
    public async Task<ILookup<bool, CatalogObject>> ObjectsAsync(long statement, CancellationToken cancellation)
        => (await session.ReadAsync(Objects, [statement], row => (IsCurrent: row.GetBoolean(0), Object: Read(row)), cancellation)).ToLookup(found => found.IsCurrent, found => found.Object);

    private static CatalogObject Read(NpgsqlDataReader row)
    {
        using var facts = JsonDocument.Parse(row.GetString(3));
        return new CatalogObject(row.GetString(1), row.GetString(2), facts.RootElement.Clone());
    }
}
