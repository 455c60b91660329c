using MigrationGuard.Observing;

namespace MigrationGuard.Rules.Reading;

internal sealed class ProbeUndecided() : Rule(new RuleInfo(Id, nameof(ProbeUndecided))
{
    Title = "The database gave no answer",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    When = "A question about the live database could not be answered: the query took too long, the table was locked, or the role lacks a right",
    Effect = "It is not known {question}: {reason}",
    Instead = "{instead}",
    InsteadInGeneral = "Run the query that the finding names yourself, where it may take its time and with a role that may read; the check stays undecided until then",
    Sources = ["https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT"],
})
{
    internal const string Id = "MG0902";

    public static Finding At(StepContext step, Question question, Answer answer)
    {
        var rule = (ProbeUndecided)RuleCatalog.Find(Id)!;
        return rule.ReportAt(step,
        [
            ("question", question.InWords),
            ("reason", answer is Undecided undecided ? undecided.Reason : "the answer is of another kind"),
            ("instead", answer.Sql is { } sql ? $"Find out yourself: {sql}" : "Ask the server's administrator"),
        ]);
    }
}
