namespace MigrationGuard.Rules.Reading;

internal sealed class StepPhase() : Rule(new RuleInfo(Id, nameof(StepPhase))
{
    Title = "Phase of a step",
    Severity = Severity.Info,
    Evidence = Evidence.Configuration,
    When = "In the compiler and the editor, for every step that is not released yet; the command line shows the phases at the head of each file",
    Effect = "{phase}: {cost}",
    Instead = "{when}",
    InsteadInGeneral = "Run an expand step before the traffic switches, a migrate step while both versions live, a contract step only when no live version needs what it removes or tightens",
    Sources = ["docs/concepts.md"],
})
{
    internal const string Id = "MG0905";
}
