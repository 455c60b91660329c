using MigrationGuard.Checking;
using MigrationGuard.Databases;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class ToldTests
{
    [TestCase("MG0703", "", "Create.Column(\"a\").OnTable(\"t\").AsInt32().Nullable(); Delete.Column(\"b\").FromTable(\"t\");", "a contract migration that has the attribute [Phase(Phase.Contract)] and waits")]
    [TestCase("MG0620", "", "Execute.Sql(\"CREATE INDEX CONCURRENTLY ix ON t (a)\");", "runs outside a transaction: TransactionBehavior.None in its attribute")]
    [TestCase("MG0912", "[AllowFinding(\"MG0101\")]", "Create.Index(\"ix\").OnTable(\"t\").OnColumn(\"a\");", "Add the reason: Because = \"…\"")]
    [TestCase("MG0913", "[AllowFinding(\"MG0101\", Because = \"x\", Until = \"2020-01-01\")]", "Create.Index(\"ix\").OnTable(\"t\").OnColumn(\"a\");", "The attribute held until 2020-01-01")]
    [TestCase("MG0914", "[AllowFinding(\"MG0101\", Because = \"x\")]", "Delete.Table(\"t\");", "not found in this migration: the attribute silences nothing")]
    [TestCase("MG0911", "[AllowFinding(\"MG0101\", Because = \"x\", Until = \"soon\")]", "Delete.Table(\"t\");", "The attribute [AllowFinding] has no effect: soon is no date of the form YYYY-MM-DD. Write it as [AllowFinding(\"ID\", ")]
    [TestCase("MG0911", "[Phase(Phase.Shrink)]", "Delete.Table(\"t\");", "The attribute [Phase(Shrink)] has no effect")]
    public void What_is_to_be_written_is_said_in_the_language_of_the_migration(string rule, string attribute, string up, string expected)
        => Assert.That(Found(rule, Reads.Fluent(up).Replace("[Migration(1)]", "[Migration(1)]" + attribute, StringComparison.Ordinal)), Does.Contain(expected));

    [Test]
    public void A_call_of_EF_Core_says_itself_that_it_runs_outside_of_the_transaction()
        => Assert.That(Found("MG0620", Reads.EntityFramework("migrationBuilder.Sql(\"CREATE INDEX CONCURRENTLY ix ON t (a)\");")), Does.Contain("runs outside a transaction: suppressTransaction: true"));

    [Test]
    public void A_comment_stays_a_comment()
        => Assert.That(Found("MG0914", Reads.Fluent("// migrationguard: ignore MG0101 because x\nDelete.Table(\"t\");")), Does.Contain("the comment silences nothing now").And.Contain("move the comment before the statement"));

    [TestCase("MG0822", "Create.Column(\"a\").OnTable(\"t\").AsInt32().Nullable(); Execute.Sql(\"DELETE FROM u WHERE id = 1\");", false)]
    [TestCase("MG0822", "Create.Column(\"a\").OnTable(\"t\").InSchema(\"shop\").AsInt32().Nullable(); Execute.Sql(\"DELETE FROM u WHERE id = 1\");", true)]
    [TestCase("MG0509", "Create.Column(\"a\").OnTable(\"t\").AsInt32().Nullable(); Create.Column(\"b\").OnTable(\"t\").AsInt32().Nullable();", false)]
    [TestCase("MG0509", "Execute.Sql(\"ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)\"); Execute.Sql(\"ALTER TABLE t ADD CONSTRAINT d CHECK (b > 0)\");", true)]
    public void Nothing_is_advised_that_calls_cannot_do(string rule, string up, bool expected) => Assert.That(Found(rule, Reads.Fluent(up)).Length > 0, Is.EqualTo(expected));

    private static string Found(string rule, string source)
        => string.Join('\n', MigrationChecker.Check([.. Reads.All(source).Select(read => read.Migration)], new CheckOptions { Candidates = [PostgreSql.Of(16)], Today = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) })
            .SelectMany(migration => migration.Findings).Where(finding => finding.Rule.Id == rule).Select(finding => $"{finding.Effect}. {finding.Instead}."));
}
