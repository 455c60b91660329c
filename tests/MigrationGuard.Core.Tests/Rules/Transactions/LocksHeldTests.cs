using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Transactions;

public sealed class LocksHeldTests
{
    private const string Note = "ALTER TABLE orders ADD COLUMN note text; ";
    private const string None = "-- migrationguard: no-transaction\n";

    [TestCase(Note + "UPDATE orders SET note = '' WHERE note IS NULL;")]
    [TestCase(Note + "UPDATE customers SET name = '' WHERE name IS NULL;")]
    [TestCase(Note + "CREATE INDEX i ON customers (name);")]
    [TestCase(Note + "INSERT INTO archive (id) SELECT id FROM orders;")]
    [TestCase(Note + "SELECT count(*) FROM customers;")]
    [TestCase("DO $$ BEGIN " + Note + "UPDATE orders SET note = '' WHERE note IS NULL; END $$;")]
    [TestCase(None + "DO $$ BEGIN " + Note + "UPDATE orders SET note = '' WHERE note IS NULL; END $$;")]
    public void Work_under_an_exclusive_lock_is_reported_with_its_holder(string sql)
        => Assert.That(Check.Findings("postgresql 16", sql).Single(f => f.Rule.Id == "MG0507").Effect, Does.StartWith("orders stays locked (ACCESS EXCLUSIVE, since line "));

    [TestCase(None + Note + "UPDATE orders SET note = '' WHERE note IS NULL;")]
    [TestCase(Note + "UPDATE orders SET note = '' WHERE id = 1;")]
    [TestCase(Note + "INSERT INTO states (id) VALUES (1); SELECT 1; COMMENT ON COLUMN orders.note IS 'free text';")]
    [TestCase("ALTER TABLE orders ADD COLUMN note text, ADD CONSTRAINT c CHECK (id > 0);")]
    [TestCase("DO $$ BEGIN ALTER TABLE orders ADD COLUMN note text, ADD CONSTRAINT c CHECK (id > 0); END $$;")]
    [TestCase("CREATE TABLE invoices (id bigint); ALTER TABLE invoices ADD COLUMN note text; UPDATE orders SET note = '' WHERE note IS NULL;")]
    [TestCase("SAVEPOINT a; " + Note + "ROLLBACK TO a; UPDATE orders SET note = '' WHERE note IS NULL;")]
    [TestCase(None + "DO $$ BEGIN " + Note + "COMMIT; END $$; UPDATE orders SET note = '' WHERE note IS NULL;")]
    public void Nothing_is_said_of_work_that_is_short_or_under_no_lock(string sql) => Assert.That(Check.Finds("MG0507", "postgresql 16", sql), Is.False);

    [TestCase("ALTER TABLE dbo.Orders ADD Note nvarchar(50) NULL;\nGO\nUPDATE dbo.Orders SET Note = N'' WHERE Note IS NULL;", true)]
    [TestCase("ALTER TABLE dbo.Orders ADD Note nvarchar(50) NULL; PRINT 'done'; SELECT 1; INSERT INTO #log (Id) VALUES (1);", false)]
    public void T_SQL_is_judged_likewise(string sql, bool found) => Assert.That(Check.Finds("MG0507", "sqlserver 2022 enterprise", sql), Is.EqualTo(found));

    [TestCase(Note + "ALTER TABLE customers ADD COLUMN note text;")]
    [TestCase(None + "DO $$ BEGIN " + Note + "ALTER TABLE customers ADD COLUMN note text; END $$;")]
    public void Two_tables_locked_one_after_the_other_are_named(string sql)
        => Assert.That(Check.Findings("postgresql 16", sql).Single(f => f.Rule.Id == "MG0508").Effect, Does.StartWith("While the migration waits for customers nobody can read orders"));

    [TestCase(None + Note + "ALTER TABLE customers ADD COLUMN note text;")]
    [TestCase(Note + "ALTER TABLE orders ADD COLUMN more text;")]
    [TestCase(Note + "CREATE TABLE invoices (id bigint); ALTER TABLE invoices ADD COLUMN note text;")]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;", Description = "blocks writes only")]
    public void One_exclusive_lock_at_a_time_is_fine(string sql) => Assert.That(Check.Finds("MG0508", "postgresql 16", sql), Is.False);

    [TestCase("UPDATE orders SET total = 0 WHERE id = 3; " + Note, true)]
    [TestCase(None + "DO $$ BEGIN UPDATE orders SET total = 0 WHERE id = 3; " + Note + "END $$;", true)]
    [TestCase(None + "UPDATE orders SET total = 0 WHERE id = 3; " + Note, false)]
    [TestCase("UPDATE customers SET name = '' WHERE id = 3; " + Note, false)]
    [TestCase("INSERT INTO orders (id) VALUES (1); " + Note, false, Description = "new rows are locked for nobody")]
    public void Data_before_a_change_of_the_same_table_in_one_transaction(string sql, bool found) => Assert.That(Check.Finds("MG0510", "postgresql 16", sql), Is.EqualTo(found));
}
