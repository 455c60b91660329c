using Npgsql;

namespace MigrationGuard.Postgres.Statistics;

/// <summary>A statement of a manifest in the ledger.</summary>
internal sealed record KnownStatement(string Service, string Label, string Role, string Canonical, bool IsMine)
{
    public static KnownStatement Read(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4));
}
