using MigrationGuard.Checking;

namespace MigrationGuard.Tests.Checking;

public sealed class StepNoteTests
{
    [Test]
    public void Of_a_block_only_what_changes_something_is_noted()
    {
        var steps = Checked.One("""
            DO $$
            DECLARE n int;
            BEGIN
                IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'orders') THEN
                    ALTER TABLE orders ADD COLUMN note text;
                END IF;
                SELECT count(*) INTO n FROM orders;
                UPDATE orders SET note = '' WHERE id = n;
                PERFORM rebuild_totals();
            END $$;
            """).Steps;
        Assert.That(steps.Where(StepNote.IsWorthwhile).Select(step => step.Step.Span.Line), Is.EqualTo(new[] { 5, 8, 9 }));
    }

    [Test]
    public void A_query_of_its_own_is_noted() => Assert.That(Checked.One("SELECT count(*) FROM orders;").Steps.Where(StepNote.IsWorthwhile).ToList(), Has.Count.EqualTo(1));
}
