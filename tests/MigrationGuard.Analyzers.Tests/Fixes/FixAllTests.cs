using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>Fix all over the files of a project.</summary>
public sealed class FixAllTests
{
    [TestCase(FixAllScope.Project)]
    [TestCase(FixAllScope.Solution)]
    public Task Columns_of_all_files_are_mended(FixAllScope scope) => VerifyFix<NullabilityFix>.FixAllAsync(
        Column(1, ""),
        Column(1, ".Nullable()"),
        Files(Fixing.OnPostgreSql("MG0214"), NullabilityFix.NullableTitle, scope, Column(2, ""), Column(2, ".Nullable()")));

    [Test]
    public Task Migrations_that_are_split_off_several_files_get_versions_one_behind_the_other() => VerifyFix<OnlineIndexFix>.FixAllAsync(
        Indexed(1),
        Column(1, ".Nullable()"),
        Files(Fixing.OnPostgreSql("MG0101"), OnlineIndexFix.Title, FixAllScope.Project, Indexed(2), Column(2, ".Nullable()")) with
        {
            Added = new Dictionary<string, string> { ["M1Online.cs"] = Online(1, 3), ["M2Online.cs"] = Online(2, 4) },
        });

    [Test]
    public Task Transactions_are_left_in_all_files() => VerifyFix<OutsideFix>.FixAllAsync(
        Dropped(1, ""),
        Dropped(1, ", TransactionBehavior.None"),
        Files(Fixing.OnPostgreSql("MG0620"), OutsideFix.Title, FixAllScope.Project, Dropped(2, ""), Dropped(2, ", TransactionBehavior.None")));

    [Test]
    public Task Types_are_chosen_in_all_files() => VerifyFix<ColumnTypeFix>.FixAllAsync(
        Typed(1, "AsDateTime()"),
        Typed(1, "AsDateTimeOffset()"),
        Files(Fixing.OnPostgreSql("MG0820"), ColumnTypeFix.BetterTitle, FixAllScope.Project, Typed(2, "AsCustom(\"json\")"), Typed(2, "AsCustom(\"jsonb\")")));

    [Test]
    public Task Files_that_are_not_chosen_stay() => VerifyFix<OutsideFix>.FixAllAsync(
        Dropped(1, ""),
        Dropped(1, ", TransactionBehavior.None"),
        Files(Fixing.OnPostgreSql("MG0620"), OutsideFix.Title, FixAllScope.Document, Column(2, ""), Column(2, "")));

    private static FixOptions Files(FixOptions options, string title, FixAllScope scope, string before, string after) => options with
    {
        Title = title,
        Scope = scope,
        Project = options.Project with { Sources = new Dictionary<string, string> { ["Second.cs"] = before } },
        Changed = new Dictionary<string, string> { ["Second.cs"] = after },
    };

    private static string Column(int version, string nullable) => Projects.Migration($"""Create.Column("age").OnTable("users{version}").AsInt32(){nullable};""", version: version);

    private static string Indexed(int version) => Projects.Migration(
        $"""
        Create.Column("age").OnTable("users{version}").AsInt32().Nullable();
        Create.Index("i").OnTable("users{version}").OnColumn("email").Ascending();
        """,
        version: version);

    private static string Dropped(int version, string behavior)
        => Projects.Migration($"""Execute.Sql("DROP INDEX CONCURRENTLY i{version}");""", version: version).Replace($"({version})", $"({version}{behavior})", StringComparison.Ordinal);

    private static string Typed(int version, string type)
        => Projects.Migration($"""Create.Table("t{version}").WithColumn("id").AsInt64().PrimaryKey("pk").WithColumn("c").{type}.Nullable();""", version: version);

    private static string Online(int from, int version) => $$"""
        using FluentMigrator;
        using FluentMigrator.Postgres;
        using MigrationGuard;

        [Migration({{version}}, TransactionBehavior.None)]
        public class M{{from}}Online : Migration
        {
            public override void Up()
            {
                Create.Index("i").OnTable("users{{from}}").OnColumn("email").Ascending().WithOptions().AsConcurrently();
            }

            public override void Down()
            {
                Execute.Sql("DROP INDEX public.i;");
            }
        }

        """;
}
