using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlGuardTests
{
    private const string AddZip = "ALTER TABLE dbo.users ADD zip int NULL";

    [TestCase("IF COL_LENGTH('dbo.users', 'zip') IS NULL")]
    [TestCase("IF COL_LENGTH(N'[dbo].[users]', N'ZIP') IS NULL")]
    [TestCase("IF NOT EXISTS (SELECT 1 FROM sys.columns WHERE object_id = OBJECT_ID('dbo.users') AND name = 'zip')")]
    [TestCase("IF (NOT EXISTS (SELECT * FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'users' AND COLUMN_NAME = 'zip'))")]
    [TestCase("IF NOT EXISTS (SELECT * FROM syscolumns WHERE id = object_id('users') AND name = 'zip')")]
    [TestCase("IF (SELECT COUNT(*) FROM sys.columns WHERE name = N'zip') = 0")]
    [TestCase("IF COLUMNPROPERTY(OBJECT_ID('users'), 'zip', 'ColumnId') IS NULL")]
    public void A_guard_that_looks_for_the_column_is_if_not_exists(string guard)
    {
        var step = TSqlText.Steps(guard + "\nBEGIN\n" + AddZip + "\nEND")[1];
        Assert.That(((AddColumn)step.Operation).IfNotExists, Is.True);
        Assert.That(step.Conditional, Is.False);
    }

    [TestCase("IF COL_LENGTH('dbo.users', 'zip') IS NOT NULL")]
    [TestCase("IF COL_LENGTH('dbo.users', 'name') IS NULL")]
    [TestCase("IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = 'zip')")]
    [TestCase("IF NOT EXISTS (SELECT 1 FROM dbo.columns WHERE name = 'zip')")]
    [TestCase("IF COL_LENGTH('dbo.users', 'zip') IS NULL OR @force = 1")]
    [TestCase("IF @@VERSION LIKE '%zip%'")]
    public void A_condition_about_something_else_leaves_the_step_conditional(string guard)
    {
        var step = TSqlText.Steps(guard + " " + AddZip)[1];
        Assert.That(((AddColumn)step.Operation).IfNotExists, Is.False);
        Assert.That(step.Conditional, Is.True);
    }

    [Test]
    public void A_guard_with_another_condition_is_both()
    {
        var step = TSqlText.Steps("IF OBJECT_ID('dbo.users') IS NOT NULL AND COL_LENGTH('dbo.users', 'zip') IS NULL " + AddZip)[1];
        Assert.That(step.Conditional, Is.True);
    }

    [TestCase("IF OBJECT_ID('dbo.t', 'U') IS NULL CREATE TABLE dbo.t (id int)", typeof(CreateTable))]
    [TestCase("IF NOT EXISTS (SELECT * FROM sysobjects WHERE name = 't' AND xtype = 'U') CREATE TABLE t (id int)", typeof(CreateTable))]
    [TestCase("IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = 'ix') CREATE INDEX ix ON t (a)", typeof(CreateIndex))]
    [TestCase("IF SCHEMA_ID('app') IS NULL EXEC('CREATE SCHEMA app')", typeof(CreateObject))]
    [TestCase("IF NOT EXISTS (SELECT 1 FROM sys.views WHERE name = 'v') EXEC(N'CREATE VIEW v AS SELECT 1 AS a')", typeof(CreateView))]
    [TestCase("IF NOT EXISTS (SELECT 1 FROM sys.sequences WHERE name = 's') CREATE SEQUENCE s", typeof(CreateSequence))]
    public void Guards_of_other_objects_are_if_not_exists_too(string sql, Type operation)
    {
        var step = TSqlText.Steps(sql)[1];
        Assert.That(step.Operation, Is.InstanceOf(operation).And.Property("IfNotExists").True);
        Assert.That(step.Conditional, Is.False);
    }

    [TestCase("IF OBJECT_ID('t') IS NOT NULL DROP TABLE t")]
    [TestCase("IF EXISTS (SELECT 1 FROM sys.columns WHERE name = 'a') ALTER TABLE t DROP COLUMN a")]
    [TestCase("IF EXISTS (SELECT 1 FROM sys.foreign_keys WHERE name = 'fk') ALTER TABLE t DROP CONSTRAINT fk")]
    [TestCase("IF EXISTS (SELECT 1 FROM sys.indexes WHERE name = 'ix') DROP INDEX ix ON t")]
    [TestCase("IF EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_NAME = 'p') DROP PROCEDURE p")]
    [TestCase("IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = 't') PRINT 'gone' ELSE DROP TABLE t")]
    public void A_guard_around_a_drop_is_if_exists(string sql)
        => Assert.That(TSqlText.Steps(sql)[^1], Has.Property("Conditional").False.And.Property("Operation").Property("IfExists").True);

    [Test]
    public void What_else_stands_under_a_guard_stays_conditional()
    {
        var steps = TSqlText.Steps("IF OBJECT_ID('t') IS NULL BEGIN CREATE TABLE t (id int); CREATE INDEX ix ON t (id); END");
        Assert.That(steps.Select(step => step.Conditional), Is.EqualTo(new[] { false, false, true }));
    }

    [Test]
    public void Asking_whether_the_migration_was_applied_is_no_condition()
    {
        var steps = TSqlText.Steps("IF NOT EXISTS (SELECT * FROM [__EFMigrationsHistory] WHERE [MigrationId] = N'1_a') BEGIN CREATE TABLE t (id int); ALTER TABLE u ADD c int; END;");
        Assert.That(steps.Select(step => step.Conditional), Is.All.False);
    }

    [Test]
    public void An_insert_behind_a_look_at_its_table_is_repeatable()
    {
        var step = TSqlText.Steps("IF NOT EXISTS (SELECT 1 FROM dbo.roles WHERE name = 'admin') INSERT INTO dbo.roles (name) VALUES ('admin')")[1];
        Assert.That(((InsertRows)step.Operation).Repeatable, Is.True);
        Assert.That(step.Conditional, Is.True);
    }
}
