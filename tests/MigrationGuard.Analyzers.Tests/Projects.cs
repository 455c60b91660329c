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

    /// <summary>The same on SQL Server 2022 Enterprise.</summary>
    public static VerifyOptions Enterprise { get; } = Unconfigured.With(Configuration, """{ "database": "sqlserver", "databaseVersion": 2022, "edition": "enterprise" }""");

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

    /// <summary>A migration of EF Core with these statements.</summary>
    public static string EntityFramework(string up, string id = "20260101120000_M1") => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;
        using MigrationGuard;

        namespace Shop;

        public sealed class ShopContext : DbContext;

        [DbContext(typeof(ShopContext))]
        [Migration("{{id}}")]
        public sealed class M1 : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                {{up.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }

            protected override void Down(MigrationBuilder migrationBuilder)
            {
            }
        }
        """;
}
