using Microsoft.CodeAnalysis;
using MigrationGuard.TestKit.References;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

/// <summary>Projects that tests put their migrations into.</summary>
internal static class Projects
{
    public const string Configuration = "migrationguard.json";
    public const string State = "migrationguard.state.json";

    /// <summary>FluentMigrator and EF Core are referenced, nothing is configured.</summary>
    public static VerifyOptions Unconfigured { get; } = new()
    {
        References = [.. FluentMigratorReferences.Paths.Concat(EntityFrameworkReferences.Paths).Select(path => MetadataReference.CreateFromFile(path))],
        Generators = [new AttributesGenerator()],
    };

    /// <summary>The same on PostgreSQL 16.</summary>
    public static VerifyOptions PostgreSql { get; } = Unconfigured.With(Configuration, """{ "database": "postgresql", "databaseVersion": 16 }""");

    /// <summary>The same on SQL Server 2022.</summary>
    public static VerifyOptions SqlServer { get; } = Unconfigured.With(Configuration, """{ "database": "sqlserver", "databaseVersion": 2022 }""");

    /// <summary>A FluentMigrator migration with these statements, which may have markup.</summary>
    public static string Migration(string up, string attributes = "", int version = 1) => $$"""
        using FluentMigrator;
        using MigrationGuard;

        [Migration({{version}})]{{attributes}}
        public sealed class M{{version}} : Migration
        {
            public override void Up()
            {
                {{up.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }

            public override void Down()
            {
            }
        }
        """;
}
