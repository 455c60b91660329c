using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Planning;

/// <summary>Puts a plan together, part by part.</summary>
internal sealed class PlanBuilder(Database database)
{
    private readonly List<PlanPart> _parts = [];

    /// <summary>A part that runs before the switch.</summary>
    public PlanBuilder Expand(string what, params Operation[] operations) => Add(new PlanPart(PlanStage.Expand, what, operations));

    /// <summary>A part that changes data while both versions live; outside a transaction, so that each batch commits.</summary>
    public PlanBuilder Migrate(string what, params Operation[] operations) => Add(new PlanPart(PlanStage.Migrate, what, operations) { OutsideTransaction = true });

    /// <summary>A part that waits until no live version needs what it takes away.</summary>
    public PlanBuilder Contract(string what, params Operation[] operations) => Add(new PlanPart(PlanStage.Contract, what, operations));

    /// <summary>A part that no version notices, behind the one before it.</summary>
    public PlanBuilder Then(string what, params Operation[] operations) => Add(new PlanPart(PlanStage.Then, what, operations));

    /// <summary>A part that waits like <see cref="Contract"/> and cannot run in a transaction.</summary>
    public PlanBuilder ContractOutside(string what, params Operation[] operations) => Add(new PlanPart(PlanStage.Contract, what, operations) { OutsideTransaction = true });

    /// <summary>A part behind the one before it that cannot run in a transaction.</summary>
    public PlanBuilder Outside(string what, params Operation[] operations) => Add(new PlanPart(PlanStage.Then, what, operations) { OutsideTransaction = true });

    /// <summary>A question to the live database before the next part; it takes no lock that others wait for.</summary>
    public PlanBuilder Ask(string what, string query) => Add(new PlanPart(PlanStage.Ask, what, default) { Question = query });

    /// <summary>Says of the last part what in it stands for something that only the user knows, and which query finds nothing when the part is not needed.</summary>
    public PlanBuilder Example(string what, string? unless = null)
    {
        _parts[_parts.Count - 1] = _parts[_parts.Count - 1] with { Example = what, Unless = unless };
        return this;
    }

    /// <summary>The plan.</summary>
    public Plan Build() => new(database, _parts);

    private PlanBuilder Add(PlanPart part)
    {
        _parts.Add(part);
        return this;
    }
}
