using MigrationGuard.Classifying;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Release;

/// <summary>
/// The statements of a migration by the phase in which they have to run. What breaks nobody and makes nothing that a version needs belongs to none:
/// sessions, transactions, validation, helper tables that are dropped again, what replaces something that the same migration takes away, and what is only
/// dropped to be created again.
/// </summary>
/// <param name="Expand">What the new version needs before the switch.</param>
/// <param name="Migrate">Changes of data.</param>
/// <param name="Contract">What breaks the old version.</param>
internal sealed record PhaseGroups(IReadOnlyList<StepContext> Expand, IReadOnlyList<StepContext> Migrate, IReadOnlyList<StepContext> Contract)
{
    /// <summary>Whether statements have to run both before and after the old version is gone.</summary>
    public bool Mixed => Contract.Count > 0 && Expand.Count + Migrate.Count > 0;

    public static PhaseGroups Of(MigrationContext migration)
    {
        var groups = (Expand: new List<StepContext>(), Migrate: new List<StepContext>(), Contract: new List<StepContext>());
        var removed = new SortedSet<ObjectName>(migration.Before.Database.Syntax);
        var made = LastMade(migration);
        foreach (var step in migration.Steps)
        {
            switch (step.Classification.Phase)
            {
                case Phase.Contract when IsOpaque(step) || IsRedefined(step, made):
                    // What nobody understood has a finding of its own; a phase would be a guess.
                    break;
                case Phase.Contract:
                    groups.Contract.Add(step);
                    break;
                case Phase.Migrate:
                    groups.Migrate.Add(step);
                    break;
                case Phase.Expand when Natures.Of(step.Operation) == Nature.Addition && !IsPassing(step, migration) && !Replaces(step, removed):
                    groups.Expand.Add(step);
                    break;
                default:
                    break;
            }

            if (NameOf(step.Operation) is { } name && !Makes(step.Operation))
            {
                removed.Add(name);
            }
        }

        return new PhaseGroups(groups.Expand, groups.Migrate, groups.Contract);
    }

    // Dropping a routine, view, trigger, rule or index and creating it again is how it is redefined; no data is lost, and both belong together.
    private static bool IsRedefined(StepContext step, SortedDictionary<ObjectName, int> made)
        => step.Operation is DropObject or DropTrigger or DropRule or DropIndex
            && NameOf(step.Operation) is { } name && made.TryGetValue(name, out var statement) && statement > step.Step.Statement;

    // A call in a migration that is declared contract is meant to wait.
    private static bool IsOpaque(StepContext step) => step.Operation is UnreadSql || (step.Operation is CallRoutine && step.Migration.DeclaredPhase != Phase.Contract);

    private static SortedDictionary<ObjectName, int> LastMade(MigrationContext migration)
    {
        var made = new SortedDictionary<ObjectName, int>(migration.Before.Database.Syntax);
        foreach (var step in migration.Steps)
        {
            if (Makes(step.Operation) && NameOf(step.Operation) is { } name)
            {
                made[name] = step.Step.Statement;
            }
        }

        return made;
    }

    private static bool IsPassing(StepContext step, MigrationContext migration)
        => step.Operation.Table is { } table
            && migration.After.Schema.Find(table) is { Existence: Existence.Absent } gone && gone.Origin.Migration == migration.Before.Migration;

    private static bool Replaces(StepContext step, SortedSet<ObjectName> removed)
        => (NameOf(step.Operation) is { } name && removed.Contains(name))
            || (step.Operation is CreateRoutine { Replace: true } routine && step.Before.IsExisting(ObjectKind.Routine, routine.Name));

    private static bool Makes(Operation operation) => Natures.Of(operation) == Nature.Addition;

    /// <summary>The name that an operation makes or takes away; parts of a table stand under the table's name.</summary>
    internal static ObjectName? NameOf(Operation operation) => operation switch
    {
        CreateTable o => o.Name,
        DropTable o => o.Name,
        RenameTable o => o.Name,
        MoveTable o => o.Name,
        CreateView o => o.Name,
        AddColumn o => Part(o.Of, o.Column.Name),
        DropColumn o => Part(o.Of, o.Column),
        RenameColumn o => Part(o.Of, o.Column),
        CreateTrigger o => Part(o.Of, o.Name),
        DropTrigger o => Part(o.Of, o.Name),
        CreateRule o => Part(o.Of, o.Name),
        DropRule o => Part(o.Of, o.Name),
        CreateIndex { Name: { } name } => name,
        DropIndex o => o.Name.Name,
        CreateRoutine o => o.Name,
        CreateSequence o => o.Name,
        CreateObject o => o.Name,
        DropObject o => o.Name,
        RenameObject o => o.Name,
        CreateEnum o => o.Name,
        CreateType o => o.Name,
        CreateDomain o => o.Name,
        DropType o => o.Name,
        RenameType o => o.Name,
        _ => default(ObjectName?),
    };

    private static ObjectName Part(ObjectName table, string part) => new(table.ToString(), part);
}
