using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>What an operation does to the schema. Total: an operation that the server would refuse is taken at its word.</summary>
internal static class SchemaEffects
{
    public static DatabaseSchema Apply(DatabaseSchema schema, Operation operation, Moment at) => operation switch
    {
        TableOperation o => OnTable(schema, o, at),
        CreateTable o => TableEffects.Create(schema, o, at),
        DropTable o => TableEffects.Drop(schema, o.Name, o.Cascade, at),
        RenameTable o => TableRenames.Rename(schema, o.Name, new ObjectName(o.Name.Schema, o.NewName), at),
        MoveTable o => TableRenames.Rename(schema, o.Name, new ObjectName(o.NewSchema, o.Name.Name), at),
        AttachPartition o => TableEffects.Attach(schema, o, at),
        DetachPartition o => TableEffects.Detach(schema, o, at),
        ChangeInheritance o => TableEffects.Inherit(schema, o, at),
        SwitchPartition o => schema.Naming(o.Source, at).Naming(o.Target, at),
        TruncateTables o => o.Tables.Aggregate(schema, (all, table) => all.WithRowsChanged(table, at)),
        LockTable o => NamingAll(schema, o.Tables, at),
        DropIndex o => IndexEffects.Drop(schema, o),
        RenameIndex o => IndexEffects.Rename(schema, o),
        CreateEnum or CreateType or CreateDomain or AddEnumValue or RenameEnumValue or AlterType or DropType or RenameType or AlterDomain
            => OnType(schema, operation, at),
        CreateView o => ObjectEffects.Create(schema, o, at),
        CreateSequence o => ObjectEffects.Create(schema, ObjectKind.Sequence, o.Name, null, at),
        CreateRoutine o => ObjectEffects.Create(schema, ObjectKind.Routine, o.Name, o, at),
        CreateObject o => ObjectEffects.Create(schema, o.Kind, o.Name, null, at),
        RenameObject o => ObjectEffects.Rename(schema, o, at),
        DropObject o => ObjectEffects.Drop(schema, o, at),
        UnreadSql or CallRoutine => schema.Complete ? schema with { Complete = false } : schema,
        _ => operation.Table is { } table ? schema.Naming(table, at) : schema,
    };

    private static DatabaseSchema OnTable(DatabaseSchema schema, TableOperation operation, Moment at) => operation switch
    {
        AddColumn o => ColumnEffects.Add(schema, o, at),
        DropColumn o => ColumnEffects.Drop(schema, o, at),
        RenameColumn o => ColumnEffects.Rename(schema, o, at),
        AlterColumnType o => ColumnEffects.ChangeType(schema, o, at),
        SetNotNull o => ColumnEffects.SetNullable(schema, o.Of, o.Column, nullable: false, at),
        DropNotNull o => ColumnEffects.SetNullable(schema, o.Of, o.Column, nullable: true, at),
        SetDefault o => ColumnEffects.SetDefault(schema, o.Of, new DefaultConstraint(o.Column, o.Value), at),
        DropDefault o => ColumnEffects.DropDefault(schema, o.Of, o.Column, at),
        ChangeIdentity o => ColumnEffects.ChangeIdentity(schema, o, at),
        ChangeGenerated o => ColumnEffects.ChangeGenerated(schema, o, at),
        AddConstraint o => ConstraintEffects.Add(schema, o.Of, o.Constraint, at, o.Constraint is { NotValid: false, NotEnforced: false }),
        ValidateConstraint o => ConstraintEffects.Validate(schema, o, at),
        DropConstraint o => ConstraintEffects.Drop(schema, o, at),
        RenameConstraint o => ConstraintEffects.Rename(schema, o, at),
        AlterConstraint o => ConstraintEffects.Alter(schema, o, at),
        SwitchConstraint o => ConstraintEffects.Switch(schema, o, at),
        CreateIndex o => IndexEffects.Create(schema, o, at),
        CreateTrigger o => ObjectEffects.Create(schema, o, at),
        DropTrigger o => ObjectEffects.DropTrigger(schema, o, at),
        ChangePolicy o => ObjectEffects.Change(schema, o, at),
        UpdateRows o => Fill(schema, o, at).WithRowsChanged(o.Of, at),
        InsertRows or DeleteRows or MergeRows or CopyRows => schema.WithRowsChanged(operation.Of, at),
        _ => schema.Naming(operation.Of, at),
    };

    private static DatabaseSchema OnType(DatabaseSchema schema, Operation operation, Moment at) => operation switch
    {
        CreateEnum o => TypeEffects.Create(schema, o, at),
        CreateType o => TypeEffects.Create(schema, o, at),
        CreateDomain o => TypeEffects.Create(schema, o, at),
        AddEnumValue o => TypeEffects.AddValue(schema, o, at),
        RenameEnumValue o => TypeEffects.RenameValue(schema, o, at),
        DropType o => TypeEffects.Drop(schema, o, at),
        RenameType o => TypeEffects.Rename(schema, o, at),
        AlterDomain o => TypeEffects.Alter(schema, o, at),
        AlterType o => TypeEffects.Naming(schema, o.Name, at),
        _ => schema,
    };

    private static DatabaseSchema Fill(DatabaseSchema schema, UpdateRows operation, Moment at)
    {
        schema = schema.Naming(operation.Of, at);
        foreach (var column in operation.Columns)
        {
            schema = schema.ChangeColumn(operation.Of, column, at, c => c with { Filled = true });
        }

        return schema;
    }

    private static DatabaseSchema NamingAll(DatabaseSchema schema, EquatableList<ObjectName> tables, Moment at)
    {
        foreach (var table in tables)
        {
            schema = schema.Naming(table, at);
        }

        return schema;
    }
}
