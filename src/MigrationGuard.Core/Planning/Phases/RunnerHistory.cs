using System.Globalization;
using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Planning;

/// <summary>
/// The rows by which a framework's runner knows what it has run: FluentMigrator's VersionInfo and EF Core's __EFMigrationsHistory, as both create them.
/// https://github.com/fluentmigrator/fluentmigrator/blob/main/src/FluentMigrator.Runner.Core/VersionTableInfo/DefaultVersionTableMetaData.cs,
/// https://learn.microsoft.com/ef/core/managing-schemas/migrations/history-table
/// </summary>
internal sealed class RunnerHistory(Database server, PlanOptions options)
{
    private static readonly string[] Key = ["MigrationId"];

    private readonly Recipes _recipes = Recipes.Of(server);

    /// <summary>What tells the runner that it need not run a migration; null where it has no such table, or nobody asked for it.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="isFirst">Whether nothing was run in the database before, so that the table may be missing.</param>
    public PhasedPart? PartOf(Migration migration, bool isFirst)
    {
        var id = migration.Id.ToString();
        return (options.TellsRunner, migration.Source) switch
        {
            (true, SourceKind.FluentMigrator) when long.TryParse(migration.Id.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) =>
                Part(migration, $"FluentMigrator counts {id} as run from here on", [.. isFirst ? VersionInfo() : [], Version(version, migration.Id.Name)]),
            (true, SourceKind.EntityFramework) =>
                Part(migration, $"EF Core counts {id} as run from here on", [.. isFirst ? MigrationsHistory() : [], Entry(id)]),
            _ => null,
        };
    }

    private static PhasedPart Part(Migration migration, string what, Operation[] operations)
        => new(Phase.Expand, what, operations) { Migration = migration.Id, Place = migration.Steps.Count > 0 ? migration.Steps[0].Span : new SourceSpan(migration.Path, 0, 0, 1, 1) };

    private Operation[] VersionInfo()
    {
        ColumnDefinition[] columns = [new("Version", new DataType("bigint", default)) { Nullable = false }, new("AppliedOn", new DataType("timestamp without time zone", default)), new("Description", Text(1024))];
        return server.HasCreateIfNotExists
            ? [new CreateTable(Table("VersionInfo"), columns, default) { IfNotExists = true }, new CreateIndex("UC_Version", Table("VersionInfo"), new[] { new IndexKey("Version", null) }) { Unique = true, IfNotExists = true }]
            : [];
    }

    private Operation[] MigrationsHistory()
    {
        ColumnDefinition[] columns = [new("MigrationId", Text(150)) { Nullable = false }, new("ProductVersion", Text(32)) { Nullable = false }];
        var primary = new UniqueConstraint(Key) { Name = "PK___EFMigrationsHistory", IsPrimaryKey = true };
        return server.HasCreateIfNotExists ? [new CreateTable(Table("__EFMigrationsHistory"), columns, new ConstraintDefinition[] { primary }) { IfNotExists = true }] : [];
    }

    private InsertRows Version(long version, string name)
    {
        var number = version.ToString(CultureInfo.InvariantCulture);
        return Insert(Table("VersionInfo"), ["Version", "AppliedOn", "Description"], $"{number}, {_recipes.UtcNow}, {_recipes.Literal(name)}", $"{_recipes.Name("Version")} = {number}");
    }

    // EF Core shows the product's version and asks for nothing of it; the rows before say which one it is.
    private InsertRows Entry(string id)
    {
        var product = $"coalesce((SELECT max({_recipes.Name("ProductVersion")}) FROM {_recipes.Name(Table("__EFMigrationsHistory"))}), '')";
        return Insert(Table("__EFMigrationsHistory"), ["MigrationId", "ProductVersion"], $"{_recipes.Literal(id)}, {product}", $"{_recipes.Name("MigrationId")} = {_recipes.Literal(id)}");
    }

    private InsertRows Insert(ObjectName table, string[] columns, string values, string same)
        => new(table, columns) { Source = Recipes.Expression($"SELECT {values} WHERE NOT EXISTS (SELECT 1 FROM {_recipes.Name(table)} WHERE {same})"), FromQuery = true, Repeatable = true };

    private ObjectName Table(string byDefault) => options.HistoryTable ?? new ObjectName(null, byDefault);

    private static DataType Text(int length) => new("character varying", new[] { length });
}
