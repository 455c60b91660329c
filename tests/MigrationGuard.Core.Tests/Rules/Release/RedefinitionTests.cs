using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Release;

public sealed class RedefinitionTests
{
    [Test]
    public void A_procedure_that_is_dropped_to_be_created_again_makes_no_mixed_migration()
        => Assert.That(
            Check.Finds(
                "MG0703",
                "sqlserver 2019 standard",
                "IF OBJECT_ID('dbo.Order_Read') IS NOT NULL\nBEGIN\n    DROP PROCEDURE dbo.Order_Read\nEND\nGO\nCREATE PROCEDURE dbo.Order_Read AS SELECT 1\nGO\nALTER TABLE dbo.Orders ADD Note nvarchar(10) NULL"),
            Is.False);

    [Test]
    public void A_table_that_is_dropped_to_be_created_again_still_loses_its_rows()
        => Assert.That(
            Check.Finds("MG0703", "postgresql 16", "DROP TABLE orders; CREATE TABLE orders (id bigint); ALTER TABLE customers ADD COLUMN note text;", "CREATE TABLE orders (id bigint);"),
            Is.True);
}
