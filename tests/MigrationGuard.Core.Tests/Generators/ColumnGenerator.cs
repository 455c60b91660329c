using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL operations on columns.</summary>
internal static class ColumnGenerator
{
    private static readonly Gen<(ObjectName Table, string Column)> Place =
        from table in NameGenerator.TableName
        from column in NameGenerator.Column
        select (table, column);

    private static readonly Gen<AddColumn> Add =
        from table in NameGenerator.TableName
        from column in ColumnDefinitionGenerator.Any
        from ifNotExists in Generate.Rarely
        select new AddColumn(table, column) { IfNotExists = ifNotExists };

    private static readonly Gen<DropColumn> Drop =
        from place in Place
        from ifExists in Generate.Rarely
        from cascade in Generate.Rarely
        select new DropColumn(place.Table, place.Column) { IfExists = ifExists, Cascade = cascade };

    private static readonly Gen<AlterColumnType> AlterType =
        from place in Place
        from type in DataTypeGenerator.Any
        from collation in Generate.Maybe(ColumnDefinitionGenerator.Collation)
        from cast in Generate.Maybe(ExpressionGenerator.Cast)
        select new AlterColumnType(place.Table, place.Column, type) { Collation = collation, Using = cast };

    private static readonly Gen<ChangeIdentity> AddIdentity =
        from place in Place
        from kind in Generate.Pick(GeneratedKind.IdentityAlways, GeneratedKind.IdentityByDefault)
        from options in Generate.Maybe(Generate.Words("START WITH 1000|INCREMENT BY 2 CACHE 10"))
        select new ChangeIdentity(place.Table, place.Column, kind) { Add = true, Options = options };

    private static readonly Gen<ChangeIdentity> ChangeIdentityKind =
        from place in Place
        from kind in Generate.Pick(GeneratedKind.IdentityAlways, GeneratedKind.IdentityByDefault, GeneratedKind.None)
        from ifExists in Generate.Either
        select new ChangeIdentity(place.Table, place.Column, kind) { IfExists = ifExists && kind == GeneratedKind.None };

    private static readonly Gen<ChangeGenerated> ChangeExpression =
        from place in Place
        from expression in Generate.Maybe(ExpressionGenerator.Computed)
        from ifExists in Generate.Either
        select new ChangeGenerated(place.Table, place.Column, expression is null ? GeneratedKind.None : GeneratedKind.Stored)
        {
            Expression = expression,
            IfExists = ifExists && expression is null,
        };

    private static readonly Gen<SetColumnSetting> Setting =
        from place in Place
        from setting in Generate.Pick(
            (ColumnSetting.Statistics, "500"),
            (ColumnSetting.Statistics, "-1"),
            (ColumnSetting.Storage, "EXTERNAL"),
            (ColumnSetting.Compression, "lz4"),
            (ColumnSetting.Options, "SET (n_distinct = -0.5)"),
            (ColumnSetting.Options, "RESET (n_distinct)"),
            (ColumnSetting.Sequence, "RESTART WITH 1000"),
            (ColumnSetting.Sequence, "SET INCREMENT BY 2"))
        select new SetColumnSetting(place.Table, place.Column, setting.Item1, setting.Item2);

    public static Gen<Operation> Any { get; } = Generate.AnyOf(
        Generate.Plain(Add),
        Generate.Plain(Add),
        Generate.Plain(Add),
        Generate.Plain(Drop),
        Generate.Plain(AlterType),
        Generate.Plain(AddIdentity),
        Generate.Plain(ChangeIdentityKind),
        Generate.Plain(ChangeExpression),
        Generate.Plain(Setting),
        Place.SelectMany(place => NameGenerator.Column.Select(Operation (name) => new RenameColumn(place.Table, place.Column, name))),
        Place.SelectMany(place => ExpressionGenerator.Default.Select(Operation (value) => new SetDefault(place.Table, place.Column, value))),
        Place.SelectMany(place => Generate.Pick<Operation>(
            new SetNotNull(place.Table, place.Column),
            new DropNotNull(place.Table, place.Column),
            new DropDefault(place.Table, place.Column))));
}
