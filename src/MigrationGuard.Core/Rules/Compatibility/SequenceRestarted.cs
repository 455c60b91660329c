using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class SequenceRestarted() : StepRule<Operation>(new RuleInfo("MG0243", nameof(SequenceRestarted))
{
    Title = "A sequence starts again",
    Severity = Severity.Error,
    Catalogue = ["alter-sequence-restart"],
    When = "RESTART, INCREMENT, MINVALUE, MAXVALUE or CYCLE of a sequence or identity column that existed before is changed",
    Effect = "{old}: INSERTs of both versions then fail with a duplicate key, or rows that refer to an old id find a new one",
    Instead = "Leave the sequence alone; to move it on, set it beyond the highest id in use",
    Sources = ["https://www.postgresql.org/docs/current/sql-altersequence.html"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => operation is AlterSequence or SetColumnSetting { Setting: ColumnSetting.Sequence } && step.Classification.BreaksOld.Breaks ? [Report(step)] : [];
}
