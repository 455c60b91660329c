using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>
/// What each version of the application gets from an operation. Breaking is what makes a client fail or read another result that qualifies its columns,
/// lists its insert columns and prepares statements as its driver does by default; what only others notice is a note. New tables are exempt.
/// </summary>
internal static class Compatibilities
{
    /// <summary>The verdicts for the old and the new version.</summary>
    public static (Compatibility Old, Compatibility New) Of(Operation operation, SimulationState before)
    {
        var verdicts = operation switch
        {
            TableOperation o => OnTable(o, before),
            CreateTable o => o.Temporary ? Verdicts.Fine : TableVerdicts.Create(o, before),
            DropTable o => TableVerdicts.Drop(o, before),
            RenameTable o => TableVerdicts.Rename(o.Name, new ObjectName(o.Name.Schema, o.NewName), before),
            MoveTable o => TableVerdicts.Rename(o.Name, new ObjectName(o.NewSchema, o.Name.Name), before),
            SetTableLogging o => TableVerdicts.SetLogging(o, before),
            ChangeInheritance o => TableVerdicts.Inherit(o, before),
            ChangeSystemVersioning o => TableVerdicts.SetVersioning(o, before),
            AttachPartition o => TableVerdicts.Attach(o, before),
            DetachPartition o => TableVerdicts.Detach(o, before),
            SwitchPartition o => TableVerdicts.Switch(o, before),
            TruncateTables o => DataVerdicts.Truncate(o, before),
            DropIndex o => IndexVerdicts.Drop(o, before),
            RenameIndex o => IndexVerdicts.Rename(o, before),
            AlterIndex o => IndexVerdicts.Alter(o, before),
            UnreadSql o => Verdicts.Unsure(o.Reason),
            // Refreshes of metadata: they change no schema and no row (sys.sp_refreshview, sys.sp_refreshsqlmodule, sys.sp_recompile).
            CallRoutine { Name.Name: "sp_refreshview" or "sp_refreshsqlmodule" or "sp_recompile" or "sp_updatestats" } => Verdicts.Fine,
            Query o when before.Database.UnknownFunctionOf(o.Text, before) is { } function => Verdicts.Unsure($"what {function} does is not visible here"),
            CallRoutine o => Verdicts.Unsure($"what {o.Name} does is not visible here"),
            _ => OnObject(operation, before),
        };
        return (verdicts.Old, verdicts.New);
    }

    /// <summary>The phase, from compatibility and the nature of the operation.</summary>
    public static Phase PhaseOf(Operation operation, SimulationState before, Compatibility old, Compatibility @new)
        => old.Breaks || @new.Breaks ? Phase.Contract
            : Natures.Of(operation) == Nature.Data && (operation.Table is not { } table || before.IsExisting(table)) ? Phase.Migrate
            : Phase.Expand;

    private static Verdicts OnTable(TableOperation operation, SimulationState before) => operation switch
    {
        AddColumn o => AddColumnVerdicts.Of(o, before),
        DropColumn o => ColumnVerdicts.Drop(o, before),
        RenameColumn o => ColumnVerdicts.Rename(o, before),
        AlterColumnType o => TypeChangeVerdicts.Of(o, before),
        SetNotNull o => ColumnVerdicts.SetNotNull(o.Of, o.Column, before),
        DropNotNull o => ColumnVerdicts.DropNotNull(o.Of, o.Column, before),
        SetDefault o => ColumnVerdicts.SetDefault(o.Of, o.Column, o.Value, before),
        DropDefault o => ColumnVerdicts.DropDefault(o.Of, o.Column, before),
        ChangeIdentity o => ColumnVerdicts.ChangeIdentity(o, before),
        ChangeGenerated o => ColumnVerdicts.ChangeGenerated(o, before),
        SetColumnSetting o => ColumnVerdicts.SetSetting(o, before),
        AddConstraint o => ConstraintVerdicts.Add(o.Of, o.Constraint, before),
        DropConstraint o => ConstraintVerdicts.Drop(o, before),
        RenameConstraint o => ConstraintVerdicts.Rename(o, before),
        AlterConstraint o => ConstraintVerdicts.Alter(o, before),
        SwitchConstraint o => ConstraintVerdicts.Switch(o, before),
        CreateIndex o => IndexVerdicts.Create(o, before),
        UpdateRows o => DataVerdicts.Update(o, before),
        DeleteRows o => DataVerdicts.Delete(o.Of, before),
        MergeRows o => DataVerdicts.Merge(o, before),
        CreateTrigger o => TriggerVerdicts.Create(o, before),
        DropTrigger o => TriggerVerdicts.Drop(o, before),
        SwitchTrigger o => TriggerVerdicts.Switch(o, before),
        CreateRule o => TriggerVerdicts.Create(o, before),
        DropRule o => TriggerVerdicts.Drop(o, before),
        ChangeRowSecurity o => SecurityVerdicts.ChangeRowSecurity(o, before),
        ChangePolicy o => SecurityVerdicts.ChangePolicy(o, before),
        _ => Verdicts.Fine,
    };

    private static Verdicts OnObject(Operation operation, SimulationState before) => operation switch
    {
        AddEnumValue o => TypeVerdicts.AddValue(o, before),
        RenameEnumValue o => TypeVerdicts.RenameValue(o, before),
        AlterType o => TypeVerdicts.Alter(o, before),
        DropType o => TypeVerdicts.Drop(o, before),
        RenameType o => TypeVerdicts.Rename(o, before),
        AlterDomain o => TypeVerdicts.Alter(o, before),
        CreateView o => ObjectVerdicts.CreateView(o, before),
        RefreshView o => ObjectVerdicts.Refresh(o, before),
        CreateRoutine o => ObjectVerdicts.CreateRoutine(o, before),
        AlterSequence o => ObjectVerdicts.AlterSequence(o, before),
        CreateObject o => ObjectVerdicts.Create(o),
        AlterObject o => ObjectVerdicts.Alter(o, before),
        RenameObject o => ObjectVerdicts.Rename(o, before),
        DropObject o => ObjectVerdicts.Drop(o, before),
        Revoke o => SecurityVerdicts.Revoke(o, before),
        ChangeOwner o => SecurityVerdicts.ChangeOwner(o, before),
        ChangeDefaultPrivileges o => SecurityVerdicts.ChangeDefaultPrivileges(o),
        _ => Verdicts.Fine,
    };
}
