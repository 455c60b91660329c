using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Compatibility;

public sealed class SqlServerWordingTests
{
    private const string Shop = """
        CREATE TABLE dbo.customers (id int NOT NULL CONSTRAINT PK_customers PRIMARY KEY, email nvarchar(200) NULL);
        CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT PK_orders PRIMARY KEY, customer_id int NOT NULL, total money NOT NULL);
        """;

    [TestCase("ALTER TABLE dbo.orders ADD CONSTRAINT CK_orders CHECK (total >= 0);")]
    [TestCase("ALTER TABLE dbo.orders WITH NOCHECK ADD CONSTRAINT FK_orders FOREIGN KEY (customer_id) REFERENCES dbo.customers (id);")]
    [TestCase("ALTER TABLE dbo.customers ADD CONSTRAINT UQ_customers UNIQUE (email);")]
    [TestCase("ALTER TABLE dbo.orders DROP CONSTRAINT PK_orders;")]
    [TestCase("EXEC sp_rename 'dbo.orders', 'purchases'; EXEC('CREATE VIEW dbo.orders AS SELECT id, customer_id FROM dbo.purchases');")]
    [TestCase("DROP TABLE dbo.orders;")]
    [TestCase("ALTER TABLE dbo.orders DROP COLUMN total;")]
    public void Nothing_is_said_in_the_words_of_another_product(string sql)
    {
        var said = Check.Findings("sqlserver 2019 standard", sql, Shop).Where(f => f.Rule.Id.StartsWith("MG02", StringComparison.Ordinal) || f.Rule.Id.StartsWith("MG071", StringComparison.Ordinal)).ToArray();
        Assert.That(said, Is.Not.Empty);
        Assert.That(said.SelectMany(f => new[] { f.Effect, f.Instead }), Has.None.Match(@"\b(23|42|44|55)[0-9P]{3}\b|ON CONFLICT|NOT VALID|VALIDATE|DEFERRABLE|search_path|CONCURRENTLY|COPY"));
    }

    [Test]
    public void A_default_constraint_that_the_history_does_not_know_goes_by_its_name()
        => Assert.That(Check.Finds("MG0246", "sqlserver 2019 standard", "ALTER TABLE dbo.parcels DROP CONSTRAINT DF__parcels__weight__1A2B3C4D;"), Is.False);
}
