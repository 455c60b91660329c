using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class EnumValueUnknownToOldVersion() : HistoryRule(new RuleInfo("MG0250", nameof(EnumValueUnknownToOldVersion))
{
    Title = "An enum value that the old version does not know",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["enum-add-value-unknown-to-old"],
    When = "A value is added to an enum that a live version may read; an error when a migration of the same release stores it",
    Effect = "{effect}",
    Instead = "{first} and store '{value}' only when every live version can read it",
    EffectInGeneral = "The old version fails when it reads a row with the new value, if it maps the enum to a type of its own",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertype.html", "https://www.npgsql.org/doc/types/enums_and_composites.html"],
})
{
    internal override HistoryWatch Watch() => new Values(this);

    private Finding Added(AddEnumValue add, StepContext step) => Report(
        step,
        ("effect", $"Readers of the old version that map {add.Name} fail on '{add.Value}' as soon as somebody stores it, also after a rollback"),
        ("first", "Release a version that reads it first,"),
        ("value", add.Value));

    private Finding Stored(AddEnumValue stored, StepContext step) => Report(
        step,
        ("effect", $"'{stored.Value}' of {stored.Name} is stored in the release that adds it: readers of the old version that map {stored.Name} fail on these rows, now and after a rollback"),
        ("first", "Leave this statement to a later release"),
        ("value", stored.Value)) with
    { Severity = Severity.Error };

    private sealed class Values(EnumValueUnknownToOldVersion rule) : HistoryWatch
    {
        private readonly List<(AddEnumValue Operation, Origin Added)> _values = [];
        private readonly List<Finding> _findings = [];

        public override void See(MigrationContext migration)
        {
            _values.RemoveAll(value => !migration.Before.IsPending(value.Added));
            foreach (var step in migration.Steps)
            {
                if (step.Operation is AddEnumValue add && step.MayUseType(add.Name))
                {
                    _values.Add((add, step.Before.Now));
                    _findings.Add(rule.Added(add, step));
                }
                else if (StoredBy(step) is { } stored)
                {
                    _findings.Add(rule.Stored(stored, step));
                }
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end) => _findings;

        private AddEnumValue? StoredBy(StepContext step)
        {
            foreach (var (operation, added) in _values)
            {
                if (step.Before.IsPending(added) && step.Operation.Table is { } table && step.MayUse(table) && EnumUses.Stores(step, operation))
                {
                    return operation;
                }
            }

            return null;
        }
    }
}
