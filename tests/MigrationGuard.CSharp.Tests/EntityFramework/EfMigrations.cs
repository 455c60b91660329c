using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.EntityFramework;

/// <summary>Reads EF Core migrations out of sources of a test.</summary>
internal static class EfMigrations
{
    /// <summary>The migration with that body of <c>Up</c>.</summary>
    public static SourceMigration Up(string body, SqlDialect dialect, string? designer = null)
        => Read(dialect, Source("20240101000000_Change", "Change", body), designer is null ? "" : Designer("20240101000000_Change", "Change", designer))
            .Single(read => read.Migration.Direction == Direction.Up);

    /// <summary>A migration as <c>dotnet ef</c> writes it, with its attribute.</summary>
    public static string Source(string id, string name, string up) => $$"""
        using System;
        using Microsoft.EntityFrameworkCore.Migrations;
        using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

        namespace Shop.Migrations
        {
            [Migration("{{id}}")]
            public partial class {{name}} : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
                    {{up}}
                }
            }
        }
        """;

    /// <summary>The designer part of a migration.</summary>
    public static string Designer(string id, string name, string model) => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;

        namespace Shop.Migrations
        {
            [DbContext(typeof(ShopContext))]
            partial class {{name}}
            {
                protected override void BuildTargetModel(ModelBuilder modelBuilder)
                {
                    {{model}}
                }
            }
        }
        """;

    /// <summary>The migrations of files, syntax only.</summary>
    public static IReadOnlyList<SourceMigration> Read(SqlDialect dialect, params string[] files)
    {
        var trees = files.Select((text, i) => CSharpSyntaxTree.ParseText(text, path: $"{i}.cs"));
        return MigrationSourceReader.Read(CSharpCompilation.Create("Shop", trees), new ReadOptions(dialect), CancellationToken.None);
    }

    /// <summary>The operations as SQL, a line each with the number of its statement; the ends of batches are left out.</summary>
    public static string Shown(IEnumerable<Step> steps, SqlDialect dialect)
        => string.Join('\n', steps.Where(step => step.Operation is not EndBatch).Select(step => $"{step.Statement}{(step.Conditional ? "?" : "")}: {Shown(step.Operation, dialect)}"));

    /// <summary>The same of SQL.</summary>
    public static string OfSql(string sql, SqlDialect dialect) => Shown(Sqls.Reader(dialect).Read(new SqlSource("a.sql", sql)).Steps, dialect);

    private static string Shown(Operation operation, SqlDialect dialect) => operation switch
    {
        UnreadSql unread => $"unread ({unread.Reason}): {unread.Text}",
        _ => Sqls.Writer(dialect).Write(operation) ?? operation.ToString(),
    };
}
