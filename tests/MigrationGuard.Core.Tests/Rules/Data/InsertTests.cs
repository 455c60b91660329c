using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Data;

public sealed class InsertTests
{
    private const string None = "-- migrationguard: no-transaction\n";
    private const string Twice = "INSERT INTO states (id) VALUES (1); INSERT INTO states (id) VALUES (2);";

    [Test]
    public void Only_an_insert_that_something_follows_is_reported()
        => Assert.That(Check.Findings("postgresql 16", None + Twice).Count(f => f.Rule.Id == "MG0412"), Is.EqualTo(1));

    [TestCase("INSERT INTO states (id) VALUES (1) ON CONFLICT DO NOTHING; SELECT 1; DELETE FROM states WHERE id = 3;")]
    [TestCase("INSERT INTO states (id) SELECT 1 WHERE NOT EXISTS (SELECT FROM states WHERE id = 1); DELETE FROM states WHERE id = 3;")]
    [TestCase("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM states WHERE id = 1) THEN INSERT INTO states (id) VALUES (1); END IF; END $$; DELETE FROM states WHERE id = 3;")]
    [TestCase("CREATE TABLE states (id bigint); INSERT INTO states (id) VALUES (1); DELETE FROM states WHERE id = 3;")]
    public void A_guard_or_a_new_table_makes_it_repeatable(string sql) => Assert.That(Check.Finds("MG0412", "postgresql 16", None + sql), Is.False);

    [Test]
    public void A_transaction_undoes_it() => Assert.That(Check.Finds("MG0412", "postgresql 16", Twice), Is.False);

    [TestCase("IF NOT EXISTS (SELECT 1 FROM dbo.States WHERE Id = 1) INSERT dbo.States (Id) VALUES (1); DELETE FROM dbo.States WHERE Id = 3;")]
    [TestCase("INSERT INTO #states (Id) VALUES (1); DELETE FROM dbo.States WHERE Id = 3;")]
    public void T_SQL_guards_and_temporary_tables_are_fine(string sql) => Assert.That(Check.Finds("MG0412", "sqlserver 2022 standard", None + sql), Is.False);

    [TestCase("postgresql 16", "ON CONFLICT DO NOTHING")]
    [TestCase("sqlserver 2022 standard", "MERGE")]
    public void The_guard_is_one_that_the_server_has(string server, string guard)
        => Assert.That(Check.Findings(server, None + Twice).Single(f => f.Rule.Id == "MG0412").Instead, Does.Contain(guard));

    [TestCase("INSERT INTO archive (id) SELECT id FROM orders;", true)]
    [TestCase("INSERT INTO archive (id) SELECT 1;", false)]
    [TestCase("INSERT INTO archive (id) SELECT * FROM (VALUES (1), (2)) AS v (id);", false)]
    [TestCase("INSERT INTO archive (id) VALUES (1);", false)]
    public void A_copy_is_large_when_it_reads_a_table(string sql, bool found) => Assert.That(Check.Finds("MG0413", "postgresql 16", sql), Is.EqualTo(found));

    [Test]
    public void A_copy_into_a_new_table_locks_nobody_out()
        => Assert.That(Check.Finds("MG0413", "postgresql 16", "CREATE TABLE archive (id bigint); INSERT INTO archive (id) SELECT id FROM orders;"), Is.False);
}
