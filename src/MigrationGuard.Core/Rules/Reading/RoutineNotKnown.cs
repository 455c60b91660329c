using MigrationGuard.Classifying;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Reading;

internal sealed class RoutineNotKnown() : StepRule<Operation>(new RuleInfo("MG0903", nameof(RoutineNotKnown))
{
    Title = "A routine that is not known is run",
    Severity = Severity.Warning,
    HeldInContract = true,
    When = "A function is queried or a procedure called that is neither the server's own nor created in the history",
    Effect = "{routine} can do anything, also drop what a live version uses: nothing can be said about this statement",
    Instead = "Check {routine} by hand and ignore this with the reason; or let the history begin where {routine} is created; or declare the migration a contract",
    Sources = ["Unknown is never a pass: a check with such a statement ends undecided (exit code 2)"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        var routine = operation switch
        {
            Query query => step.Database.UnknownFunctionOf(query.Text, step.Before),
            CallRoutine call when step.Classification.BreaksOld.Impact == Impact.Unknown && !IsKnown(call, step) => call.Name.ToString(),
            _ => null,
        };
        return routine is null ? [] : [Report(step, ("routine", routine))];
    }

    private static bool IsKnown(CallRoutine call, StepContext step) => step.Before.Schema.FindObject(ObjectKind.Routine, call.Name) is { Existence: Existence.Exists };
}
