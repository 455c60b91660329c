using MigrationGuard.Execution;

namespace MigrationGuard.Gate.Tests.Execution;

[TestFixture]
internal sealed class BlockStepTests
{
    [Test]
    public void A_block_that_commits_after_every_batch_is_a_step_outside_of_transactions()
    {
        var step = Read("DO $$ BEGIN UPDATE users SET handle = username WHERE id < 1000; COMMIT; UPDATE users SET handle = username WHERE id >= 1000; END $$;").Steps.Single();
        Assert.That(step.IsTransactional, Is.False);
    }

    [Test]
    public void A_block_that_leaves_the_transaction_alone_runs_in_one()
    {
        var step = Read("DO $$ BEGIN UPDATE users SET handle = username; END $$;").Steps.Single();
        Assert.That(step.IsTransactional, Is.True);
    }

    [Test]
    public void A_block_that_commits_is_refused_between_BEGIN_and_COMMIT()
    {
        var problem = Read("BEGIN; DO $$ BEGIN COMMIT; END $$; COMMIT;").Problems.Single();
        Assert.That(problem.Text, Does.Contain("between BEGIN and COMMIT"));
    }

    private static StepPlan Read(string sql) => StepPlan.Read([new MigrationFile("expand/01.sql", sql)]);
}
