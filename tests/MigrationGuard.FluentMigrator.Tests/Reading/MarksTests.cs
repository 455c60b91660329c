using FluentMigrator;
using FluentMigrator.Infrastructure;
using MigrationGuard.FluentMigrator.Tests.Scenes;
using MigrationGuard.Migrations;

namespace MigrationGuard.FluentMigrator.Tests.Reading;

public sealed class MarksTests
{
    [Test]
    public void Attributes_of_a_migration_count_as_for_the_analyzer()
    {
        var collected = Judged.Collect(new Marked(), new MigrationId("1", nameof(Marked)));
        var read = Judged.Read("""
            using FluentMigrator;
            using MigrationGuard;
            [Migration(1), Phase(Phase.Contract), AllowFinding("MG0102", Because = "nobody reads it", Until = "2030-01-31")]
            public class Marked : Migration
            {
                [AllowFinding("MG0501")]
                public override void Up() => Execute.Sql("DROP INDEX ix");
                public override void Down() { }
            }
            """)[0];

        Assert.Multiple(() =>
        {
            Assert.That(collected.DeclaredPhase, Is.EqualTo(Classifying.Phase.Contract));
            Assert.That(collected.Directives.Select(Said), Is.EquivalentTo(read.Directives.Select(Said)));
            Assert.That(Judged.Findings(collected), Is.EqualTo(Judged.Findings(read)));
        });
    }

    [Test]
    public void Attributes_of_the_other_direction_do_not_count()
    {
        var collected = Judged.Collect(new Marked(), new MigrationId("1", nameof(Marked)), Direction.Down);

        Assert.That(collected.Directives.Select(directive => directive.Rest), Is.EquivalentTo(new[] { "Contract", "MG0102 because nobody reads it until 2030-01-31" }));
    }

    private static string Said(Directive directive) => $"{directive.Verb} {directive.Rest} {directive.IsAttribute}";

    [Phase(Phase.Contract)]
    [AllowFinding("MG0102", Because = "nobody reads it", Until = "2030-01-31")]
    private sealed class Marked : IMigration
    {
        public string ConnectionString => "";

        [AllowFinding("MG0501")]
        public void GetUpExpressions(IMigrationContext context) => context.Sql("DROP INDEX ix");

        public void GetDownExpressions(IMigrationContext context) => context.Sql("CREATE INDEX ix ON users (id)");
    }
}
