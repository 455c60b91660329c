using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL operations on enums, domains and other types.</summary>
internal static class UserTypeGenerator
{
    private static readonly Gen<string> Value = Generate.Pick("new", "paid", "it's", "a, b", "", "Größe", "back\\slash", "semi;colon", "--");

    private static readonly Gen<CheckConstraint> Check =
        from name in Generate.Maybe(NameGenerator.Constraint)
        from condition in Generate.Pick("VALUE > 0", "VALUE ~ '^\\d{5}$'", "VALUE IN ('a', 'b')")
        select new CheckConstraint(ExpressionGenerator.Text(condition)) { Name = name };

    private static readonly Gen<CreateDomain> Domain =
        from name in NameGenerator.ObjectName
        from type in DataTypeGenerator.Any
        from notNull in Generate.Either
        from value in Generate.Maybe(ExpressionGenerator.Default)
        from checks in Generate.List(Check, 0, 2)
        from collation in Generate.Maybe(ColumnDefinitionGenerator.Collation)
        select new CreateDomain(name, type) { NotNull = notNull, Default = value, Checks = checks, Collation = collation };

    private static readonly Gen<AlterDomain> AlterDomain =
        from name in NameGenerator.ObjectName
        from constraint in NameGenerator.Constraint
        from newName in NameGenerator.Constraint
        from check in Check
        from notValid in Generate.Either
        from value in ExpressionGenerator.Default
        from operation in Generate.Pick(
            new AlterDomain(name, DomainChange.AddConstraint) { Constraint = check with { NotValid = notValid } },
            new AlterDomain(name, DomainChange.DropConstraint) { ConstraintName = constraint },
            new AlterDomain(name, DomainChange.ValidateConstraint) { ConstraintName = constraint },
            new AlterDomain(name, DomainChange.RenameConstraint) { ConstraintName = constraint, NewName = newName },
            new AlterDomain(name, DomainChange.SetNotNull),
            new AlterDomain(name, DomainChange.DropNotNull),
            new AlterDomain(name, DomainChange.SetDefault) { Default = value },
            new AlterDomain(name, DomainChange.DropDefault))
        select operation;

    private static readonly Gen<AddEnumValue> AddValue =
        from name in NameGenerator.ObjectName
        from value in Value
        from ifNotExists in Generate.Rarely
        from neighbour in Value
        from place in Gen.Choose(0, 2)
        select new AddEnumValue(name, value)
        {
            IfNotExists = ifNotExists,
            Before = place == 1 ? neighbour : null,
            After = place == 2 ? neighbour : null,
        };

    private static readonly Gen<Operation> Other =
        from name in NameGenerator.ObjectName
        from values in Generate.List(Value, 0, 4)
        from newName in NameGenerator.Object
        from schema in NameGenerator.Schema
        from isDomain in Generate.Either
        from definition in Generate.Pick("AS (street text, \"Zip\" character varying(10))", "AS RANGE (subtype = float8, subtype_diff = float8mi)")
        from change in Generate.Pick("ADD ATTRIBUTE city text", "DROP ATTRIBUTE IF EXISTS city CASCADE", "ALTER ATTRIBUTE city TYPE varchar(10)")
        from operation in Generate.Pick<Operation>(
            new CreateEnum(name, values),
            new CreateType(name, ExpressionGenerator.Text(definition)),
            new AlterType(name, ExpressionGenerator.Text(change)),
            new RenameType(name, newName) { IsDomain = isDomain },
            new RenameType(name, name.Name) { IsDomain = isDomain, NewSchema = schema })
        select operation;

    private static readonly Gen<Operation> Removal =
        from name in NameGenerator.ObjectName
        from value in Value
        from newValue in Value
        from isDomain in Generate.Either
        from ifExists in Generate.Either
        from cascade in Generate.Rarely
        from operation in Generate.Pick<Operation>(
            new RenameEnumValue(name, value, newValue),
            new DropType(name) { IsDomain = isDomain, IfExists = ifExists, Cascade = cascade })
        select operation;

    public static Gen<Operation> Any { get; } =
        Generate.AnyOf(Generate.Plain(Domain), Generate.Plain(AlterDomain), Generate.Plain(AddValue), Other, Other, Removal);
}
