using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using MigrationGuard.Checking;
using MigrationGuard.CSharp;
using MigrationGuard.Databases;
using MigrationGuard.EntityFrameworkCore.Collecting;
using MigrationGuard.Migrations;
using MigrationGuard.Pending;
using MigrationGuard.Rules;
using MigrationGuard.Sql;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.References;
using WebShop.Migrations;
using Migration = MigrationGuard.Migrations.Migration;

namespace MigrationGuard.EntityFrameworkCore.Tests.Parity;

/// <summary>The compiler reads the source, the hook reads what EF Core would send: they must say the same.</summary>
public sealed partial class ParityTests
{
    private static readonly CheckOptions Options = new() { Candidates = [PostgreSql.Of(15)], HoldsContracts = false, Today = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc) };

    [Test]
    public void Migrations_written_by_hand_give_what_the_analyzer_says([Values] Direction direction)
        => Compare<ParityContext>(direction, RepositoryFiles.Path("tests", "MigrationGuard.EntityFrameworkCore.Tests", "Parity", "ParityMigrations.cs"));

    [Test]
    public void The_migrations_of_the_shop_give_what_the_analyzer_says([Values] Direction direction)
        => Compare<ShopContext>(direction, [.. Directory.EnumerateFiles(RepositoryFiles.Path("samples", "WebShop", "Migrations.EntityFramework"), "2026*.cs", SearchOption.AllDirectories)]);

    [Test]
    public void Each_attribute_has_a_place_of_its_own()
        => Assert.That(MigrationMarks.Of(typeof(Removals), ["Up"], "Removals").Select(mark => mark.Span.ToString()), Is.Unique.And.Exactly(4).Items);

    private static void Compare<TContext>(Direction direction, params string[] files)
        where TContext : DbContext
    {
        var analyzed = Read(files).Where(migration => migration.Direction == direction).ToList();
        using var context = Context<TContext>();
        var hooked = Collect(context, direction).Where(migration => analyzed.Exists(other => other.Id == migration.Id)).ToList();
        hooked.Sort((a, b) => VersionOrder.Instance.Compare(a.Id.ToString(), b.Id.ToString()));
        var (expected, actual) = (Findings(analyzed), Findings(hooked));

        Assert.That(expected, Is.Not.Empty);
        Assert.That(string.Join("\n", actual), Is.EqualTo(string.Join("\n", expected)));
    }

    private static List<string> Findings(IReadOnlyList<Migration> history) =>
    [
        .. MigrationChecker.Check(history, Options).SelectMany(one => one.Findings.Select(finding => Named(history, $"{one.Migration.Id} {finding.Rule.Id} {finding.Severity}: {finding.Effect} {finding.Instead}")).Order(StringComparer.Ordinal)),
    ];

    // Some name the file of another migration, where the hook only knows its class, or a line: of the source here, of the SQL there.
    private static string Named(IReadOnlyList<Migration> history, string text) => history.Aggregate(Line().Replace(text, "line"), static (result, migration) => result.Replace(migration.Path, migration.Id.ToString(), StringComparison.Ordinal));

    [GeneratedRegex(@"line \d+")]
    private static partial Regex Line();

    private static List<Migration> Read(string[] files)
    {
        var compilation = CSharpCompilation.Create(
            "Parity",
            files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file)),
            EntityFrameworkReferences.Paths.Append(typeof(object).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path)));
        return [.. MigrationSourceReader.Read(compilation, new ReadOptions(SqlDialect.PostgreSql), default).Select(source => source.Migration)];
    }

    private static TContext Context<TContext>()
        where TContext : DbContext
        => (TContext)Activator.CreateInstance(typeof(TContext), new DbContextOptionsBuilder<TContext>().UseNpgsql("Host=nowhere").Options)!;

    private static IReadOnlyList<Migration> Collect(DbContext context, Direction direction)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        var pending = direction == Direction.Up ? PendingSteps.Of(assembly, [], null) : PendingSteps.Of(assembly, assembly.Migrations.Keys, "0");
        return [.. new MigrationCollector(context, SqlDialect.PostgreSql).Collect(pending).Migrations];
    }
}
