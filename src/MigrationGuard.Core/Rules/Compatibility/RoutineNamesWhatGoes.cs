using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class RoutineNamesWhatGoes() : LiveRule<Operation, NamesAnswer>(new RuleInfo("MG0283", nameof(RoutineNamesWhatGoes))
{
    Title = "A routine of the database names what goes",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["drop-column", "rename-column"],
    When = "A table or column is dropped or renamed while the source of a function or procedure of the live database names it and nothing in the migration replaces that",
    Effect = "The source of {routines} names it: the statement passes, and the next call fails",
    Instead = "Replace {routines} in the same migration, or before it with a source that does without",
    Sources = ["https://www.postgresql.org/docs/current/plpgsql-implementation.html#PLPGSQL-PLAN-CACHING"],
})
{
    private protected override IEnumerable<Question> Ask(Operation operation, StepContext step) => operation switch
    {
        DropTable o => Naming(o.Name, null, step),
        RenameTable o => Naming(o.Name, null, step),
        DropColumn o => Naming(o.Of, o.Column, step),
        RenameColumn o => Naming(o.Of, o.Column, step),
        _ => [],
    };

    private protected override Finding? Judge(Operation operation, StepContext step, Question question, NamesAnswer answer)
    {
        var kept = answer.Names.Where(name => !IsReplaced(name, step)).ToArray();
        return kept.Length == 0 ? null : Report(step, ("routines", string.Join(", ", kept)));
    }

    private static IEnumerable<Question> Naming(ObjectName table, string? column, StepContext step)
        => step.NowOf(table) is not { } now ? []
            : column is null ? [new RoutinesNaming(now.Name, null)]
            : step.NowOf(table, column) is { } known ? [new RoutinesNaming(now.Name, known)]
            : [];

    private static bool IsReplaced(string routine, StepContext step)
    {
        foreach (var other in step.Migration.Steps)
        {
            if (other.Operation switch { CreateRoutine o => o.Name, DropObject { Kind: ObjectKind.Routine } o => o.Name, _ => default(ObjectName?) } is { } name
                && (step.Database.Syntax.Same(name.ToString(), routine) || step.Database.Syntax.Same($"{step.Database.Syntax.DefaultSchema}.{routine}", name.ToString())))
            {
                return true;
            }
        }

        return false;
    }
}
