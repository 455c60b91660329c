using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL operations on constraints.</summary>
internal static class ConstraintGenerator
{
    private static readonly Gen<AddConstraint> Add =
        from table in NameGenerator.TableName
        from constraint in ConstraintDefinitionGenerator.Added
        select new AddConstraint(table, constraint);

    private static readonly Gen<DropConstraint> Drop =
        from table in NameGenerator.TableName
        from name in NameGenerator.Constraint
        from ifExists in Generate.Either
        from cascade in Generate.Rarely
        select new DropConstraint(table, name) { IfExists = ifExists, Cascade = cascade };

    private static readonly Gen<Operation> Other =
        from table in NameGenerator.TableName
        from name in NameGenerator.Constraint
        from newName in NameGenerator.Constraint
        from change in Generate.Words("DEFERRABLE INITIALLY DEFERRED|NOT DEFERRABLE|INITIALLY IMMEDIATE|NOT ENFORCED|INHERIT")
        from operation in Generate.Pick<Operation>(
            new ValidateConstraint(table, name),
            new RenameConstraint(table, name, newName),
            new AlterConstraint(table, name, change))
        select operation;

    public static Gen<Operation> Any { get; } = Generate.AnyOf(Generate.Plain(Add), Generate.Plain(Add), Generate.Plain(Drop), Other);
}
