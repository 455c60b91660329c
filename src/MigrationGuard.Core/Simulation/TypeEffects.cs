using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>What operations on enums, domains and other types do to the schema.</summary>
internal static class TypeEffects
{
    public static DatabaseSchema Create(DatabaseSchema schema, CreateEnum operation, Moment at)
    {
        var values = new EnumValue[operation.Values.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new EnumValue(operation.Values[i], at.Now);
        }

        return Created(schema, new UserType(operation.Name, at.Now) { IsEnum = true, Values = values, Complete = true }, at);
    }

    public static DatabaseSchema Create(DatabaseSchema schema, CreateDomain operation, Moment at)
        => Created(schema, new UserType(operation.Name, at.Now) { Domain = operation }, at);

    public static DatabaseSchema Create(DatabaseSchema schema, CreateType operation, Moment at) => Created(schema, new UserType(operation.Name, at.Now), at);

    public static DatabaseSchema AddValue(DatabaseSchema schema, AddEnumValue operation, Moment at)
    {
        var type = Named(schema, operation.Name, at) with { IsEnum = true };
        return schema.With(type.Values.Exists(v => string.Equals(v.Name, operation.Value, StringComparison.Ordinal))
            ? type
            : type with { Values = type.Values.Append(new EnumValue(operation.Value, at.Now)) });
    }

    public static DatabaseSchema RenameValue(DatabaseSchema schema, RenameEnumValue operation, Moment at)
    {
        var type = Named(schema, operation.Name, at) with { IsEnum = true };
        var known = type.Values.Exists(v => string.Equals(v.Name, operation.Value, StringComparison.Ordinal));
        return schema.With(type with
        {
            Values = known
                ? type.Values.Map(v => string.Equals(v.Name, operation.Value, StringComparison.Ordinal) ? v with { Name = operation.NewValue } : v)
                : type.Values.Append(new EnumValue(operation.NewValue, Origin.BeforeHistory)),
        });
    }

    public static DatabaseSchema Drop(DatabaseSchema schema, DropType operation, Moment at)
        => schema.With(new UserType(operation.Name, default) { Existence = at.Conditional ? Existence.Unknown : Existence.Absent });

    public static DatabaseSchema Rename(DatabaseSchema schema, RenameType operation, Moment at)
    {
        var type = Named(schema, operation.Name, at);
        return schema
            .With(type with { Existence = Existence.Absent })
            .With(type with { Name = new ObjectName(operation.NewSchema ?? operation.Name.Schema, operation.NewName) });
    }

    public static DatabaseSchema Alter(DatabaseSchema schema, AlterDomain operation, Moment at)
    {
        var type = Named(schema, operation.Name, at);
        if (type.Domain is not { } domain)
        {
            return schema.With(type);
        }

        return schema.With(type with
        {
            Domain = operation.Change switch
            {
                DomainChange.AddConstraint when operation.Constraint is CheckConstraint check => domain with { Checks = domain.Checks.Append(check) },
                DomainChange.AddConstraint when operation.Constraint is NotNullConstraint => domain with { NotNull = true },
                DomainChange.DropConstraint => domain with { Checks = domain.Checks.RemoveAll(c => schema.Syntax.Same(c.Name, operation.ConstraintName)) },
                DomainChange.ValidateConstraint => domain with { Checks = Map(domain, operation, c => c with { NotValid = false }) },
                DomainChange.RenameConstraint => domain with { Checks = Map(domain, operation, c => c with { Name = operation.NewName }) },
                DomainChange.SetNotNull => domain with { NotNull = true },
                DomainChange.DropNotNull => domain with { NotNull = false },
                DomainChange.SetDefault => domain with { Default = operation.Default },
                DomainChange.DropDefault => domain with { Default = null },
                _ => domain,
            },
        });

        EquatableList<CheckConstraint> Map(CreateDomain of, AlterDomain change, Converter<CheckConstraint, CheckConstraint> apply)
            => of.Checks.Map(c => schema.Syntax.Same(c.Name, change.ConstraintName) ? apply(c) : c);
    }

    /// <summary>The schema in which the type is an entry at least.</summary>
    public static DatabaseSchema Naming(DatabaseSchema schema, ObjectName name, Moment at) => schema.With(Named(schema, name, at));

    private static DatabaseSchema Created(DatabaseSchema schema, UserType type, Moment at)
        => at.Conditional && schema.FindType(type.Name)?.Existence == Existence.Exists ? schema : schema.With(type);

    private static UserType Named(DatabaseSchema schema, ObjectName name, Moment at)
        => schema.FindType(name) is { } found && found.Existence != Existence.Absent ? found : new UserType(name, Origin.BeforeHistory) { Existence = at.Named };
}
