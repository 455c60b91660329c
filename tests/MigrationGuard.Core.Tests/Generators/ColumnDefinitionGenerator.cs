using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL column definitions.</summary>
internal static class ColumnDefinitionGenerator
{
    public static Gen<string> Collation { get; } = Generate.Pick("\"C\"", "\"de-x-icu\"", "pg_catalog.\"default\"", "ci");

    private static readonly Gen<ColumnDefinition> Ordinary =
        from name in NameGenerator.Column
        from type in DataTypeGenerator.InDefinition
        from nullable in Generate.Pick<bool?>(null, null, true, false)
        from value in Generate.Maybe(ExpressionGenerator.Default)
        from collation in Generate.Maybe(Collation)
        from options in Generate.Maybe(Generate.Words("STORAGE EXTERNAL|COMPRESSION lz4|STORAGE MAIN COMPRESSION pglz"))
        from constraints in Constraints(name)
        select new ColumnDefinition(name, type)
        {
            Nullable = nullable,
            Default = value,
            Collation = collation,
            Options = options,
            Constraints = constraints,
        };

    private static readonly Gen<ColumnDefinition> Identity =
        from name in NameGenerator.Column
        from type in Generate.Words("bigint|integer|smallint")
        from kind in Generate.Pick(GeneratedKind.IdentityAlways, GeneratedKind.IdentityByDefault)
        from options in Generate.Maybe(Generate.Words("START WITH 1000|SEQUENCE NAME app.ids INCREMENT BY 2|START 1 CACHE 20"))
        from constraints in Constraints(name)
        select new ColumnDefinition(name, DataType.Of(type)) { Generated = kind, Options = options, Constraints = constraints };

    private static readonly Gen<ColumnDefinition> Computed =
        from name in NameGenerator.Column
        from type in DataTypeGenerator.Any
        from kind in Generate.Pick(GeneratedKind.Stored, GeneratedKind.Virtual)
        from expression in ExpressionGenerator.Computed
        from nullable in Generate.Pick<bool?>(null, false)
        select new ColumnDefinition(name, type) { Generated = kind, GeneratedExpression = expression, Nullable = nullable };

    private static readonly Gen<ColumnDefinition> NamedNotNull =
        from name in NameGenerator.Column
        from type in DataTypeGenerator.Any
        from constraint in NameGenerator.Constraint
        from noInherit in Generate.Rarely
        select new ColumnDefinition(name, type)
        {
            Nullable = false,
            Constraints = new EquatableList<ConstraintDefinition>([new NotNullConstraint(name) { Name = constraint, NoInherit = noInherit }]),
        };

    public static Gen<ColumnDefinition> Any { get; } = Gen.Frequency((8, Ordinary), (2, Identity), (2, Computed), (1, NamedNotNull));

    private static Gen<EquatableList<ConstraintDefinition>> Constraints(string column) =>
        Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
            .SelectMany(count => ConstraintDefinitionGenerator.InColumn(column).ArrayOf(count))
            .Select(constraints => new EquatableList<ConstraintDefinition>(constraints));
}
