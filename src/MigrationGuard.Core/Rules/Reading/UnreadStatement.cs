using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Reading;

internal sealed class UnreadStatement() : StepRule<UnreadSql>(new RuleInfo("MG0900", nameof(UnreadStatement))
{
    Title = "Statement was not understood",
    Severity = Severity.Warning,
    Catalogue = ["unread-sql"],
    JudgesDown = true,
    When = "A statement, or a part of one, could not be read: it is unknown what it does",
    Effect = "Nothing can be said about this statement: {reason}",
    Instead = "Check it by hand and say so in a comment before it, or write it so that it can be read: one plain statement, no SQL put together at run time",
    Sources = ["Unknown is never a pass: a check with such a statement ends undecided (exit code 2)"],
})
{
    protected override IEnumerable<Finding> Check(UnreadSql operation, StepContext step) => [Report(step, ("reason", operation.Reason))];
}
