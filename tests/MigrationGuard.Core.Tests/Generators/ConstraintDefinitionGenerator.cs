using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL constraints, at a table and at a column.</summary>
internal static class ConstraintDefinitionGenerator
{
    private static readonly Gen<string?> Name = Generate.Maybe(NameGenerator.Constraint);

    private static readonly Gen<string?> Action = Generate.Maybe(Generate.Words("CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION"));

    private static readonly Gen<(bool Deferrable, bool Deferred)> Deferral = Generate.Pick((false, false), (false, false), (true, false), (true, true));

    private static readonly Gen<CheckConstraint> Check =
        from name in Name
        from condition in ExpressionGenerator.Condition
        from noInherit in Generate.Rarely
        from notEnforced in Generate.Rarely
        select new CheckConstraint(condition) { Name = name, NoInherit = noInherit, NotEnforced = notEnforced };

    private static readonly Gen<UniqueConstraint> Unique =
        from name in Name
        from columns in NameGenerator.Columns
        from include in NameGenerator.NoColumnsOrSome
        from isPrimaryKey in Generate.Either
        from nullsNotDistinct in Generate.Rarely
        from deferral in Deferral
        from storage in Generate.Maybe(Generate.Words("WITH (fillfactor=70)|USING INDEX TABLESPACE fast"))
        select new UniqueConstraint(columns)
        {
            Name = name,
            IsPrimaryKey = isPrimaryKey,
            NullsNotDistinct = nullsNotDistinct && !isPrimaryKey,
            Include = include,
            Deferrable = deferral.Deferrable,
            InitiallyDeferred = deferral.Deferred,
            Options = storage is null ? IndexOptions.None : new IndexOptions { Other = storage },
        };

    private static readonly Gen<ExclusionConstraint> Exclusion =
        from name in Name
        from text in Generate.Pick("USING gist (room WITH =, during WITH &&)", "USING gist (c WITH &&) WHERE (price > 0)", "(id WITH =)")
        select new ExclusionConstraint(ExpressionGenerator.Text(text)) { Name = name };

    private static readonly Gen<UniqueConstraint> UsingIndex =
        from name in Name
        from index in NameGenerator.Index
        from isPrimaryKey in Generate.Either
        from deferral in Deferral
        select new UniqueConstraint(EquatableList<string>.Empty)
        {
            Name = name,
            UsingIndex = index,
            IsPrimaryKey = isPrimaryKey,
            Deferrable = deferral.Deferrable,
            InitiallyDeferred = deferral.Deferred,
        };

    private static readonly Gen<NotNullConstraint> NotNull =
        from name in Name
        from column in NameGenerator.Column
        from noInherit in Generate.Rarely
        select new NotNullConstraint(column) { Name = name, NoInherit = noInherit };

    /// <summary>Of CREATE TABLE.</summary>
    public static Gen<ConstraintDefinition> InTable { get; } = Gen.OneOf(Base(Check), Base(ForeignKey(NameGenerator.Columns)), Base(Unique), Base(Exclusion), Base(NotNull));

    /// <summary>Of ADD CONSTRAINT: existing rows may be left unchecked, an index may become the constraint.</summary>
    public static Gen<ConstraintDefinition> Added { get; } = Gen.Frequency(
        (4, from constraint in Gen.OneOf(Base(Check), Base(ForeignKey(NameGenerator.Columns)), Base(NotNull))
            from notValid in Generate.Either
            select constraint with { NotValid = notValid && !constraint.NotEnforced }),
        (2, Base(Unique)),
        (1, Base(Exclusion)),
        (2, Base(UsingIndex)));

    /// <summary>Of a column definition.</summary>
    public static Gen<ConstraintDefinition> InColumn(string column) => Gen.OneOf(
        Base(Check),
        Base(ForeignKey(Gen.Constant(new EquatableList<string>([column])))),
        Base(Unique.Select(unique => unique with { Columns = new EquatableList<string>([column]), Include = default })));

    private static Gen<ForeignKeyConstraint> ForeignKey(Gen<EquatableList<string>> referencing) =>
        from name in Name
        from columns in referencing
        from referenced in NameGenerator.TableName
        from referencedColumns in NameGenerator.NoColumnsOrSome
        from onDelete in Action
        from onUpdate in Action
        from match in Generate.Maybe(Gen.Constant("FULL"))
        from deferral in Deferral
        select new ForeignKeyConstraint(columns, referenced, referencedColumns)
        {
            Name = name,
            OnDelete = onDelete,
            OnUpdate = onUpdate,
            Match = match,
            Deferrable = deferral.Deferrable,
            InitiallyDeferred = deferral.Deferred,
        };

    private static Gen<ConstraintDefinition> Base<T>(Gen<T> constraint)
        where T : ConstraintDefinition
        => constraint.Select(ConstraintDefinition (given) => given);
}
