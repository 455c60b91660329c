using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Transactions;

public sealed class TransactionControlTests
{
    private const string Alter = "ALTER TABLE dbo.Orders ADD Note nvarchar(50) NULL;";

    [TestCase("BEGIN TRY BEGIN TRAN; {0} COMMIT; END TRY BEGIN CATCH IF @@TRANCOUNT > 0 ROLLBACK; THROW; END CATCH")]
    [TestCase("BEGIN TRY BEGIN TRAN; {0} COMMIT; END TRY BEGIN CATCH ROLLBACK; THROW; END CATCH")]
    [TestCase("BEGIN TRAN; BEGIN TRY {0} COMMIT; END TRY BEGIN CATCH IF XACT_STATE() <> 0 ROLLBACK; THROW; END CATCH")]
    [TestCase("BEGIN TRAN; SAVE TRAN before_note; {0} ROLLBACK TRAN before_note; COMMIT;")]
    [TestCase("BEGIN TRAN; BEGIN TRAN; {0} COMMIT; COMMIT;", "MG0505")]
    [TestCase("BEGIN TRAN; {0}\nGO\nIF @@ERROR <> 0 AND @@TRANCOUNT > 0 ROLLBACK\nGO\nIF @@TRANCOUNT = 0 BEGIN BEGIN TRAN; END\nGO\nCOMMIT")]
    public void A_T_SQL_script_that_ends_what_it_began_is_fine(string script, string found = "")
        => Assert.That(Found(Check.FindingsOfScript("sqlserver 2022 enterprise", script.Replace("{0}", Alter))), Is.EqualTo(found));

    [TestCase("BEGIN; SAVEPOINT a; ALTER TABLE orders ADD COLUMN note text; ROLLBACK TO SAVEPOINT a; RELEASE a; COMMIT;")]
    [TestCase("START TRANSACTION; ALTER TABLE orders ADD COLUMN note text; END;")]
    [TestCase("BEGIN; ALTER TABLE orders ADD COLUMN note text; PREPARE TRANSACTION 'note';")]
    [TestCase("DO $$ BEGIN ALTER TABLE orders ADD COLUMN note text; EXCEPTION WHEN duplicate_column THEN NULL; END $$;")]
    [TestCase("DO $$ BEGIN LOOP UPDATE orders SET a = 1 WHERE id = 2; COMMIT; END LOOP; END $$;")]
    public void A_PostgreSQL_script_that_ends_what_it_began_is_fine(string script) => Assert.That(Found(Check.FindingsOfScript("postgresql 16", script)), Is.Empty);

    [TestCase("BEGIN; ALTER TABLE orders ADD COLUMN note text;", "MG0504")]
    [TestCase("BEGIN; BEGIN; ALTER TABLE orders ADD COLUMN note text; COMMIT;", "MG0505")]
    public void What_is_begun_and_not_ended_or_begun_twice_is_reported(string script, string found)
        => Assert.That(Found(Check.FindingsOfScript("postgresql 16", script)), Is.EqualTo(found));

    [Test]
    public void BEGIN_in_the_transaction_of_the_runner_is_reported_once_its_COMMIT_included()
        => Assert.That(Found(Check.Findings("postgresql 16", "BEGIN; ALTER TABLE orders ADD COLUMN note text; COMMIT;")), Is.EqualTo("MG0505"));

    [TestCase("postgresql 16", "the first COMMIT or ROLLBACK that follows decides")]
    [TestCase("sqlserver 2022 standard", "its COMMIT commits nothing")]
    public void What_a_second_BEGIN_does_depends_on_the_server(string server, string effect)
        => Assert.That(Check.Findings(server, "BEGIN TRANSACTION; COMMIT;").Single(f => f.Rule.Id == "MG0505").Effect, Does.Contain(effect).And.EndWith("the migration runner opened"));

    [Test]
    public void A_COMMIT_alone_ends_the_transaction_of_the_runner()
        => Assert.That(Check.Findings("postgresql 16", "SELECT 1; COMMIT;").Single(f => f.Rule.Id == "MG0506").Effect, Does.StartWith("It ends the transaction of the migration runner"));

    [Test]
    public void A_block_cannot_end_the_transaction_around_it()
        => Assert.That(Check.Findings("postgresql 16", "DO $$ BEGIN COMMIT; END $$;").Single(f => f.Rule.Id == "MG0506").Effect, Does.StartWith("The server refuses it"));

    private static string Found(IEnumerable<Finding> findings) => string.Join(' ', findings.Select(f => f.Rule.Id).Where(id => id is "MG0504" or "MG0505" or "MG0506"));
}
