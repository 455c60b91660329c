namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Where a guard looks.</summary>
internal enum GuardSource
{
    /// <summary>Rows of a user's table.</summary>
    Rows,

    /// <summary>The catalog of objects: tables, views, constraints, schemas, types, users.</summary>
    Objects,

    /// <summary>The catalog of indexes.</summary>
    Indexes,

    /// <summary>The catalog of columns.</summary>
    Columns,
}

/// <summary>An IF condition that asks whether something exists.</summary>
/// <param name="Exists">Whether the branch runs when it exists.</param>
/// <param name="Source">Where the condition looks.</param>
/// <param name="Names">The names it looks for; for <see cref="GuardSource.Rows"/> the table.</param>
internal sealed record Guard(bool Exists, GuardSource Source, List<string> Names)
{
    // Entity Framework Core, Entity Framework 6, FluentMigrator, DbUp, Evolve, Flyway.
    private static readonly string[] Histories =
        ["__EFMigrationsHistory", "__MigrationHistory", "VersionInfo", "SchemaVersions", "changelog", "flyway_schema_history"];

    /// <summary>Whether the condition holds nothing besides.</summary>
    public bool Alone { get; init; }

    /// <summary>Whether it asks if the migration was applied before: true of every statement of the migration, so no condition of the step's own.</summary>
    public bool AsksHistory => Source == GuardSource.Rows && Alone && Array.Exists(Histories, Looks);

    /// <summary>The guard of the ELSE branch; none when other conditions could have led there too.</summary>
    public Guard? Otherwise => Alone ? this with { Exists = !Exists } : null;

    public bool Looks(string name) => Names.Exists(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
}
