using FluentMigrator.Builders;
using FluentMigrator.Builders.Create.Constraint;
using FluentMigrator.Builders.Create.Index;
using FluentMigrator.Builders.Create.Schema;
using FluentMigrator.Builders.Create.Table;
using FluentMigrator.Builders.Delete.Constraint;
using FluentMigrator.Builders.Delete.Index;
using FluentMigrator.Builders.Insert;
using FluentMigrator.Infrastructure;

namespace FluentMigrator.SqlServer;

public static class SqlServerExtensions
{
    public static readonly string IdentityInsert;
    public static readonly string IdentitySeed;
    public static readonly string IdentityIncrement;
    public static readonly string ConstraintType;
    public static readonly string IncludesList;
    public static readonly string OnlineIndex;
    public static readonly string IndexFilter;
    public static readonly string RowGuidColumn;
    public static readonly string IndexColumnNullsDistinct;
    public static readonly string SchemaAuthorization;
    public static readonly string SparseColumn;
    public static readonly string UniqueConstraintFilter;
    public static readonly string UniqueConstraintIncludesList;
    public static readonly string DataCompression;

    public static IInsertDataSyntax WithIdentityInsert(this IInsertDataSyntax expression) => throw null;

    public static ICreateConstraintOptionsSyntax Clustered(this ICreateConstraintOptionsSyntax expression) => throw null;

    public static ICreateConstraintOptionsSyntax NonClustered(this ICreateConstraintOptionsSyntax expression) => throw null;

    public static ICreateTableColumnOptionOrWithColumnSyntax RowGuid(this ICreateTableColumnOptionOrWithColumnSyntax expression) => throw null;

    public static ICreateTableColumnOptionOrWithColumnSyntax Sparse(this ICreateTableColumnOptionOrWithColumnSyntax expression) => throw null;

    public static ICreateIndexOptionsSyntax WithDataCompression(this ICreateIndexOptionsSyntax expression, DataCompressionType dataCompressionType) => throw null;

    public static ICreateIndexOptionsSyntax Filter(this ICreateIndexOptionsSyntax expression, string filter) => throw null;

    public static ICreateConstraintOptionsSyntax Filter(this ICreateConstraintOptionsSyntax expression, string filter) => throw null;

    public static TNext Identity<TNext, TNextFk>(this IColumnOptionSyntax<TNext, TNextFk> expression, int seed, int increment)
        where TNext : IFluentSyntax
        where TNextFk : IFluentSyntax
        => throw null;

    public static TNext Identity<TNext, TNextFk>(this IColumnOptionSyntax<TNext, TNextFk> expression, long seed, int increment)
        where TNext : IFluentSyntax
        where TNextFk : IFluentSyntax
        => throw null;

    public static ICreateIndexOptionsSyntax Include(this ICreateIndexOptionsSyntax expression, string columnName) => throw null;

    public static ICreateIndexNonKeyColumnSyntax Include(this ICreateIndexOnColumnSyntax expression, string columnName) => throw null;

    public static ICreateConstraintOptionsSyntax Include(this ICreateConstraintOptionsSyntax expression, string columnName) => throw null;

    public static ICreateIndexColumnUniqueOptionsSyntax NullsNotDistinct(this ICreateIndexColumnUniqueOptionsSyntax expression) => throw null;

    public static ICreateIndexColumnUniqueOptionsSyntax NullsDistinct(this ICreateIndexColumnUniqueOptionsSyntax expression, bool nullsAreDistinct = true) => throw null;

    public static ICreateIndexOnColumnSyntax NullsNotDistinct(this ICreateIndexMoreColumnOptionsSyntax expression) => throw null;

    public static ICreateIndexOnColumnSyntax NullsDistinct(this ICreateIndexMoreColumnOptionsSyntax expression, bool nullsAreDistinct = true) => throw null;

    public static ICreateIndexOnColumnSyntax UniqueNullsNotDistinct(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateIndexOnColumnSyntax UniqueNullsDistinct(this ICreateIndexOptionsSyntax expression, bool nullsAreDistinct = true) => throw null;

    public static IDeleteIndexOptionsSyntax Online(this IDeleteIndexOptionsSyntax expression, bool active = true) => throw null;

    public static IDeleteConstraintInSchemaOptionsSyntax Online(this IDeleteConstraintInSchemaOptionsSyntax expression, bool active = true) => throw null;

    public static ICreateIndexOptionsSyntax Online(this ICreateIndexOptionsSyntax expression, bool active = true) => throw null;

    public static ICreateConstraintOptionsSyntax Online(this ICreateConstraintOptionsSyntax expression, bool active = true) => throw null;

    public static ICreateSchemaOptionsSyntax Authorization(this ICreateSchemaOptionsSyntax expression, string owner) => throw null;
}
