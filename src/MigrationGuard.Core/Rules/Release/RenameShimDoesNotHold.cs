using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Release;

internal sealed class RenameShimDoesNotHold() : HistoryRule(new RuleInfo("MG0705", nameof(RenameShimDoesNotHold))
{
    Title = "Old name given back in a way that does not hold",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["rename-column-compat-generated"],
    When = "A column is renamed or dropped and its name added again in the same release, as a computed column or without a trigger that keeps both in step",
    Effect = "{effect}",
    Instead = "Do not rename: add {renamed}, let a trigger keep {column} and {renamed} in step, fill it in batches, and drop {column} when no live version uses it",
    EffectInGeneral = "The live version cannot write the old name, because it is computed now, or the two names hold different data, because nothing keeps them in step",
    Sources = ["measured on PostgreSQL 18: cannot insert a non-DEFAULT value into a generated column"],
})
{
    internal override HistoryWatch Watch() => new Shims(this);

    private Finding About(StepContext step, AddColumn add, RenameColumn rename, StepContext at) => Report(
        step,
        ("renamed", rename.NewName),
        ("effect", IsComputed(add)
            ? $"The version that is live still reads {add.Column.Name} of {add.Of}, but every INSERT and UPDATE in which it writes it fails: the column is computed now"
            : $"The new {add.Column.Name} of {add.Of} is empty, and what the version that is live writes there never reaches {rename.NewName}: the versions read different data")) with
    {
        Plan = RenamePlan.For(rename.Of, rename.Column, rename.NewName, at.Before),
    };

    private static bool IsComputed(AddColumn add) => add.Column.Generated is GeneratedKind.Stored or GeneratedKind.Virtual;

    private sealed class Shims(RenameShimDoesNotHold rule) : HistoryWatch
    {
        private readonly List<(RenameColumn Operation, StepContext Step)> _renames = [];
        private readonly List<(AddColumn Operation, Finding Finding)> _shims = [];

        public override void See(MigrationContext migration)
        {
            _renames.RemoveAll(rename => !migration.Before.IsPending(rename.Step.Before.Now));
            foreach (var step in migration.Steps)
            {
                if (step.Operation is RenameColumn rename && step.Before.IsExisting(rename.Of, rename.Column))
                {
                    _renames.Add((rename, step));
                }
                else if (step.Operation is AddColumn add && Find(add, step) is { } found)
                {
                    _shims.Add((add, rule.About(step, add, found.Operation, found.Step)));
                }
            }

            foreach (var step in migration.Steps)
            {
                if (step.Operation is CreateTrigger trigger)
                {
                    _shims.RemoveAll(shim => !IsComputed(shim.Operation) && step.Database.Syntax.Same(trigger.Of, shim.Operation.Of));
                }
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end) => _shims.Select(shim => shim.Finding);

        private (RenameColumn Operation, StepContext Step)? Find(AddColumn add, StepContext step)
        {
            for (var i = _renames.Count - 1; i >= 0; i--)
            {
                var (rename, at) = _renames[i];
                if (step.Before.IsPending(at.Before.Now) && step.Database.Syntax.Same(rename.Of, add.Of) && step.Database.Syntax.Same(rename.Column, add.Column.Name))
                {
                    return _renames[i];
                }
            }

            return null;
        }
    }
}
