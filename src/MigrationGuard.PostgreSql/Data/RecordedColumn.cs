using Npgsql;

namespace MigrationGuard.Postgres.Data;

/// <summary>A column that a version reads: as it was when the version was published, and as it is.</summary>
internal sealed record RecordedColumn
{
    /// <summary>Table or view as the ledger names it, and the column.</summary>
    public required string Place { get; init; }

    /// <summary>The table's oid.</summary>
    public required uint Relation { get; init; }

    /// <summary>Its name as SQL.</summary>
    public required string Sql { get; init; }

    /// <summary>The type then.</summary>
    public required string Type { get; init; }

    /// <summary>The type now.</summary>
    public required string TypeNow { get; init; }

    /// <summary>Whether a missing value became possible since.</summary>
    public required bool MayMiss { get; init; }

    /// <summary>The labels of its enum then; null where it had none.</summary>
    public string[]? Labels { get; init; }

    /// <summary>The labels of its enum now.</summary>
    public required string[] LabelsNow { get; init; }

    /// <summary>The checks of its domain that went since, over VALUE.</summary>
    public required string[] DomainChecks { get; init; }

    /// <summary>A row of <see cref="FootprintQueries.Columns"/>.</summary>
    public static RecordedColumn Read(NpgsqlDataReader row) => new()
    {
        Place = $"{row.GetString(0)}.{row.GetString(3)}",
        Relation = row.GetFieldValue<uint>(2),
        Sql = row.GetString(3),
        Type = row.GetString(5),
        TypeNow = row.GetString(6),
        MayMiss = row.GetBoolean(7) || row.GetBoolean(11),
        Labels = row.IsDBNull(8) ? null : row.GetFieldValue<string[]>(8),
        LabelsNow = row.GetFieldValue<string[]>(9),
        DomainChecks = row.GetFieldValue<string[]>(10),
    };
}
