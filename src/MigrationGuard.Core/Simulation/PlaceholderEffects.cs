using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>What operations do to the schema when names in them are only known at run time: what they may have changed is forgotten.</summary>
internal static class PlaceholderEffects
{
    /// <summary>What is known before the step: nothing that it names is certainly absent.</summary>
    public static SimulationState Before(SimulationState state) => state.Schema.Complete ? state with { Schema = state.Schema.Uncertain } : state;

    public static DatabaseSchema Apply(DatabaseSchema schema, Operation operation, Moment at)
    {
        var after = SchemaEffects.Apply(schema, operation, at);
        switch (operation)
        {
            case InsertRows or UpdateRows or DeleteRows or MergeRows or CopyRows or TruncateTables or LockTable or Query:
            case Grant or Revoke or ChangeOwner or ChangeDefaultPrivileges or Annotate or SetSetting or ControlFlow:
                return after;
            case CreateIndex:
                return after.Uncertain;
            case TableOperation or CreateTable or AttachPartition or DetachPartition or ChangeInheritance:
                return operation.Table is { } table && after.Find(table) is { } found ? Forget(after, found).Uncertain : after.Uncertain;
            case CreateEnum { Name: var name }:
                return ForgetValues(after, name).Uncertain;
            case AddEnumValue { Name: var name }:
                return ForgetValues(after, name).Uncertain;
            case RenameEnumValue { Name: var name }:
                return ForgetValues(after, name).Uncertain;
            default:
                return after.Uncertain;
        }
    }

    private static DatabaseSchema Forget(DatabaseSchema schema, Table table)
    {
        foreach (var index in schema.IndexesOf(table.Name))
        {
            schema = schema.Without(index);
        }

        return schema.With(new Table(table.Name)
        {
            Kind = table.Kind,
            Existence = table.Existence,
            Origin = table.Origin,
            Temporary = table.Temporary,
            Partitioned = table.Partitioned,
            PartitionBy = table.PartitionBy,
            Children = table.Children,
            DefaultChild = table.DefaultChild,
            PartitionOf = table.PartitionOf,
            ReferencedBy = table.ReferencedBy,
            ReadBy = table.ReadBy,
            RenamedFrom = table.RenamedFrom,
        });
    }

    private static DatabaseSchema ForgetValues(DatabaseSchema schema, ObjectName name)
        => schema.FindType(name) is { } type ? schema.With(type with { Complete = false }) : schema;
}
