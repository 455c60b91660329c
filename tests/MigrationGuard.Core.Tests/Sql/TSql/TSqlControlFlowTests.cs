using MigrationGuard.Operations;
using MigrationGuard.TestKit;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlControlFlowTests
{
    [Test]
    public void Branches_are_conditional_and_what_follows_is_not()
    {
        var steps = TSqlText.Steps("IF @a > (SELECT 1) AND NOT @b IS NULL DROP TABLE a ELSE IF @b LIKE 'x%' BEGIN DROP TABLE b END ELSE DROP TABLE c; DROP TABLE d");
        Assert.That(steps.Where(step => step.Operation is DropTable).Select(step => (((DropTable)step.Operation).Name.Name, step.Conditional)), Is.EqualTo(new[]
        {
            ("a", true), ("b", true), ("c", true), ("d", false),
        }));
    }

    [Test]
    public void An_else_behind_a_semicolon_belongs_to_the_inner_if()
        => Assert.That(TSqlText.Effects("IF 1 = 1 IF 2 = 2 SELECT 1; ELSE SELECT 2; SELECT 3"), Has.Length.EqualTo(3).And.All.InstanceOf<Query>());

    [Test]
    public void Statements_in_while_are_in_a_loop()
    {
        var steps = TSqlText.Steps("""
            WHILE @@ROWCOUNT > 0
            BEGIN
                UPDATE TOP (1000) users SET handle = username WHERE handle IS NULL
                IF @x = 1 DELETE FROM log WHERE id < @id
            END
            UPDATE users SET a = 1
            """);
        var updates = steps.Select(step => step.Operation).OfType<UpdateRows>().ToArray();
        Assert.That(updates.Select(update => (update.InLoop, update.Batched)), Is.EqualTo(new[] { (true, true), (false, false) }));
        Assert.That(steps.Select(step => step.Operation).OfType<DeleteRows>().Single(), Has.Property("InLoop").True.And.Property("Batched").True);
        Assert.That(steps[1].Conditional, Is.True);
    }

    [Test]
    public void Try_is_no_condition_and_catch_is_one()
    {
        var steps = TSqlText.Steps("BEGIN TRY BEGIN TRAN; DROP TABLE a; COMMIT END TRY BEGIN CATCH IF @@TRANCOUNT > 0 ROLLBACK; THROW; END CATCH DROP TABLE b");
        Assert.That(steps.Select(step => (step.Operation.GetType().Name, step.Conditional)), Is.EqualTo(new[]
        {
            ("ControlFlow", false), ("BeginTransaction", false), ("DropTable", false), ("CommitTransaction", false), ("ControlFlow", false),
            ("ControlFlow", true), ("RollbackTransaction", true), ("ControlFlow", true), ("DropTable", false),
        }));
    }

    [Test]
    public void Case_and_end_do_not_close_blocks()
        => Assert.That(TSqlText.Effects("BEGIN UPDATE t SET a = CASE WHEN b = 1 THEN 1 ELSE 2 END WHERE c = 1 END DROP TABLE x"), Has.Length.EqualTo(2).And.ItemAt(1).EqualTo(new DropTable("x")));

    [Test]
    public void Session_commands_are_recognised()
        => Assert.That(TSqlText.Operations("""
            SET LOCK_TIMEOUT 2000
            SET ANSI_NULLS, QUOTED_IDENTIFIER ON
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED
            SET STATISTICS IO OFF
            USE [Shop]
            BEGIN TRAN deploy WITH MARK
            SAVE TRANSACTION s
            ROLLBACK TRAN s
            COMMIT
            """),
            Is.EqualTo(new Operation[]
            {
                new SetSetting("lock_timeout", "2000", SettingScope.Session),
                new SetSetting("ansi_nulls", "ON", SettingScope.Session),
                new SetSetting("quoted_identifier", "ON", SettingScope.Session),
                new SetSetting("transaction isolation level", "READ COMMITTED", SettingScope.Session),
                new SetSetting("statistics io", "OFF", SettingScope.Session),
                new SetSetting("database", "Shop", SettingScope.Session),
                new BeginTransaction { Modes = "deploy WITH MARK" },
                new SetSavepoint("s"),
                new RollbackTransaction { Savepoint = "s" },
                new CommitTransaction(),
            }));

    [Test]
    public void Rolling_back_a_named_transaction_rolls_back_everything()
        => Assert.That(TSqlText.Operations("BEGIN TRAN deploy\nROLLBACK TRAN deploy")[1], Is.EqualTo(new RollbackTransaction()));

    [TestCase("IF 1 = 1 ")]
    [TestCase("BEGIN ")]
    [TestCase("WHILE (1 = 1) ")]
    [TestCase("BEGIN TRY ")]
    public void Nested_blocks_are_read_in_linear_time(string head)
    {
        Assert.That(TSqlText.Operations(Nested(10_000)), Has.Some.EqualTo(new DropTable("t")));
        Growth.AssertLinear(16_000, count =>
        {
            var text = Nested(count);
            return () => TSqlText.Script(text);
        });

        string Nested(int count) => string.Concat(Enumerable.Repeat(head, count)) + "DROP TABLE t";
    }
}
