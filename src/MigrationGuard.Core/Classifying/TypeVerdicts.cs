using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What operations on enums, domains and other types mean to clients.</summary>
internal static class TypeVerdicts
{
    public static Verdicts AddValue(AddEnumValue operation, SimulationState before) => before.IsExistingType(operation.Name)
        ? Verdicts.Note($"readers that know only the present values of {operation.Name} fail on '{operation.Value}' once it is written")
        : Verdicts.Fine;

    public static Verdicts RenameValue(RenameEnumValue operation, SimulationState before) => before.IsExistingType(operation.Name)
        ? Verdicts.BreakBoth(
            $"'{operation.Value}' is no value of {operation.Name} any more: statements that give it fail and readers meet '{operation.NewValue}'",
            $"'{operation.NewValue}' is no value of {operation.Name} until the rename has run")
        : Verdicts.Fine;

    public static Verdicts Alter(AlterType operation, SimulationState before) => before.IsExistingType(operation.Name)
        ? Verdicts.BreakOld($"values of {operation.Name} are composed differently")
        : Verdicts.Fine;

    public static Verdicts Drop(DropType operation, SimulationState before) => before.IsExistingType(operation.Name)
        ? Verdicts.BreakOld($"statements that name {operation.Name} fail{(operation.Cascade ? " and columns of that type are gone" : "")}")
        : Verdicts.Fine;

    public static Verdicts Rename(RenameType operation, SimulationState before) => before.IsExistingType(operation.Name)
        ? Verdicts.BreakBoth($"casts to {operation.Name} fail and drivers that map it by name do not find it", $"{operation.NewName} does not exist until the rename has run")
        : Verdicts.Fine;

    public static Verdicts Alter(AlterDomain operation, SimulationState before) => !before.IsExistingType(operation.Name) ? Verdicts.Fine : operation.Change switch
    {
        DomainChange.ValidateConstraint => Verdicts.Fine,
        DomainChange.AddConstraint => Verdicts.BreakOld($"writes of values that {operation.Constraint?.Name ?? "the new constraint"} refuses fail in every column of type {operation.Name}"),
        DomainChange.SetNotNull => Verdicts.BreakOld($"writes of NULL fail in every column of type {operation.Name}"),
        DomainChange.DropNotNull => Verdicts.BreakOld($"reads of columns of type {operation.Name} meet NULL once the new version writes it"),
        DomainChange.DropConstraint => Verdicts.BreakOld($"the new version may write values to columns of type {operation.Name} that {operation.ConstraintName} kept from the old one"),
        DomainChange.RenameConstraint => Verdicts.BreakOld($"clients that recognise errors by the name {operation.ConstraintName} no longer do"),
        _ => Verdicts.BreakOld($"INSERTs that do not name a column of type {operation.Name} store another default"),
    };
}
