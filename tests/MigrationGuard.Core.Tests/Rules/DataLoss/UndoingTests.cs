using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.DataLoss;

public sealed class UndoingTests
{
    private const string Up = "-- file: 002_note.sql\nALTER TABLE orders ADD COLUMN note text; CREATE TABLE invoices (id bigint);\n";

    [Test]
    public void Undoing_names_everything_that_the_new_version_wrote_to()
        => Assert.That(Down(Up + "-- file: 002_note.sql down\nDROP TABLE invoices; ALTER TABLE orders DROP COLUMN note;\n").Single().Effect, Does.Contain("written to invoices, orders.note is lost"));

    [TestCase("-- file: 002_note.sql down\nALTER TABLE orders DROP COLUMN note;\n", true, Description = "alone: nothing is known of what it undoes")]
    [TestCase(Up + "-- file: 002_note.sql down\nDROP INDEX orders_note; ALTER TABLE orders DROP COLUMN legacy;\n", false, Description = "did not come from there")]
    [TestCase(Up, false)]
    public void Only_what_the_migration_added_is_lost(string files, bool found) => Assert.That(Down(files).Any(), Is.EqualTo(found));

    [TestCase("", Severity.Info)]
    [TestCase("-- live: v2 orders.note 3 Orders/NoteStore.cs:12\n", Severity.Warning)]
    [TestCase("-- live: v1 orders.state 3 Orders/OrderStore.cs:12\n", Severity.Info)]
    public void It_is_a_note_unless_a_live_version_is_known_to_use_what_goes(string live, Severity expected)
        => Assert.That(Down(live + Up + "-- file: 002_note.sql down\nALTER TABLE orders DROP COLUMN note;\n").Single().Severity, Is.EqualTo(expected));

    [Test]
    public void Other_rules_are_silent_about_undoing()
        => Assert.That(Findings(Up + "-- file: 002_note.sql down\nALTER TABLE orders DROP COLUMN note;\n", down: true).Select(f => f.Rule.Id), Is.EqualTo(new[] { "MG0331" }));

    [TestCase("TRUNCATE orders, customers CASCADE;", "Every row of orders, customers is gone at once, under a lock that keeps out all reads, and so is every row of every table that refers to it")]
    [TestCase("TRUNCATE orders;", "Every row of orders is gone at once, under a lock that keeps out all reads; the old version finds nothing there")]
    [TestCase("CREATE TABLE n (id bigint); TRUNCATE n, orders;", "Every row of orders is gone")]
    public void TRUNCATE_names_the_tables_that_existed(string sql, string effect)
        => Assert.That(Check.Findings("postgresql 16", sql).Single(f => f.Rule.Id == "MG0330").Effect, Does.StartWith(effect));

    [TestCase("postgresql 16", "CREATE TEMP TABLE picked (id bigint); TRUNCATE picked;")]
    [TestCase("sqlserver 2022 standard", "TRUNCATE TABLE #picked;")]
    public void A_temporary_table_may_be_emptied(string server, string sql) => Assert.That(Check.Finds("MG0330", server, sql), Is.False);

    private static IEnumerable<Finding> Down(string files) => Findings(files, down: true).Concat(Findings(files, down: false)).Where(f => f.Rule.Id == "MG0331");

    private static IEnumerable<Finding> Findings(string files, bool down)
        => SampleCheck.Run(RuleSample.Parse("", "test.sql", "-- sample: postgresql 16\n" + files))
            .Where(m => m.Migration.Direction == (down ? Direction.Down : Direction.Up)).SelectMany(m => m.Findings);
}
