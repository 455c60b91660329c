using FluentMigrator.Builder.Create.Index;
using FluentMigrator.Builder.SecurityLabel;
using FluentMigrator.Builders;
using FluentMigrator.Builders.Alter.Column;
using FluentMigrator.Builders.Create;
using FluentMigrator.Builders.Create.Index;
using FluentMigrator.Builders.Delete;
using FluentMigrator.Builders.Insert;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;

namespace FluentMigrator.Postgres;

public static class PostgresExtensions
{
    public const string IncludesList = "PostgresIncludes";
    public const string IndexAlgorithm = "PostgresIndexAlgorithm";
    public const string Concurrently = "PostgresConcurrently";
    public const string Only = "PostgresOnly";
    public const string IndexFillFactor = "PostgresFillFactor";
    public const string IndexVacuumCleanupIndexScaleFactor = "PostgresBTreeVacuumCleanupIndexScaleFactor";
    public const string IndexFastUpdate = "PostgresGinFastUpdate";
    public const string IndexGinPendingListLimit = "PostgresGinPendingListLimit";
    public const string IndexBuffering = "PostgresGiSTBuffering";
    public const string IndexPagesPerRange = "PostgresBrinPagesPerRange";
    public const string IndexAutosummarize = "PostgresBrinautosummarize";
    public const string IndexColumnNullsDistinct = "PostgresIndexColumnNullsDistinct";
    public const string IndexFilter = "PostgresIndexFilter";
    public const string NullsSort = "PostgresNulls";
    public const string OverridingIdentityValues = "PostgresOverridingIdentityValues";
    public const string IndexTablespace = "PostgresTablespace";

    public static string IdentityGeneration => throw null;

    public static string IdentityModificationType => throw null;

    public static ICreateIndexOptionsSyntax AsConcurrently(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateIndexOptionsSyntax AsConcurrently(this ICreateIndexOptionsSyntax expression, bool isConcurrently) => throw null;

    public static TNext Identity<TNext, TNextFk>(this IColumnOptionSyntax<TNext, TNextFk> expression, PostgresGenerationType generation)
        where TNext : IFluentSyntax
        where TNextFk : IFluentSyntax
        => throw null;

    public static IAlterColumnOptionSyntax DropIdentity(this IAlterColumnOptionSyntax expression, bool ifExists) => throw null;

    public static IAlterColumnOptionSyntax AddIdentity(this IAlterColumnOptionSyntax expression, PostgresGenerationType generation) => throw null;

    public static IAlterColumnOptionSyntax SetIdentity(this IAlterColumnOptionSyntax expression, PostgresGenerationType generation) => throw null;

    public static ICreateIndexOptionsSyntax Filter(this ICreateIndexOptionsSyntax expression, string filter) => throw null;

    public static ICreateIndexOptionsSyntax Include(this ICreateIndexOptionsSyntax expression, string columnName) => throw null;

    public static ICreateIndexNonKeyColumnSyntax Include(this ICreateIndexOnColumnSyntax expression, string columnName) => throw null;

    public static ICreateBTreeIndexOptionsSyntax Fillfactor(this ICreateIndexOptionsSyntax expression, int fillfactor) => throw null;

    public static ICreateIndexColumnUniqueOptionsSyntax NullsNotDistinct(this ICreateIndexColumnUniqueOptionsSyntax expression) => throw null;

    public static ICreateIndexColumnUniqueOptionsSyntax NullsDistinct(this ICreateIndexColumnUniqueOptionsSyntax expression, bool nullsAreDistinct = true) => throw null;

    public static ICreateIndexOnColumnSyntax NullsNotDistinct(this ICreateIndexMoreColumnOptionsSyntax expression) => throw null;

    public static ICreateIndexOnColumnSyntax NullsDistinct(this ICreateIndexMoreColumnOptionsSyntax expression, bool nullsAreDistinct = true) => throw null;

    public static ICreateIndexOnColumnSyntax UniqueNullsNotDistinct(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateIndexOnColumnSyntax UniqueNullsDistinct(this ICreateIndexOptionsSyntax expression, bool nullsAreDistinct = true) => throw null;

    public static ICreateIndexMoreColumnOptionsSyntax NullsFirst(this ICreateIndexMoreColumnOptionsSyntax expression) => throw null;

    public static ICreateIndexMoreColumnOptionsSyntax NullsLast(this ICreateIndexMoreColumnOptionsSyntax expression) => throw null;

    public static ICreateIndexMoreColumnOptionsSyntax Nulls(this ICreateIndexMoreColumnOptionsSyntax expression, NullSort sort) => throw null;

    public static ICreateIndexOptionsSyntax AsOnly(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateIndexOptionsSyntax AsOnly(this ICreateIndexOptionsSyntax expression, bool isOnly) => throw null;

    public static IInsertDataSyntax WithOverridingSystemValue(this IInsertDataSyntax expression) => throw null;

    public static IInsertDataSyntax WithOverridingUserValue(this IInsertDataSyntax expression) => throw null;

    public static ICreateSecurityLabelOnObjectSyntax<RawSecurityLabelBuilder> SecurityLabel(this ICreateExpressionRoot root, string provider) => throw null;

    public static ICreateSecurityLabelOnObjectSyntax<TBuilder> SecurityLabel<TBuilder>(this ICreateExpressionRoot root)
        where TBuilder : ISecurityLabelSyntaxBuilder, new()
        => throw null;

    public static IDeleteSecurityLabelSyntax SecurityLabel(this IDeleteExpressionRoot root, string provider) => throw null;

    public static IDeleteSecurityLabelSyntax SecurityLabel<TBuilder>(this IDeleteExpressionRoot root)
        where TBuilder : ISecurityLabelSyntaxBuilder, new()
        => throw null;

    public static ICreateIndexOptionsSyntax Tablespace(this ICreateIndexOptionsSyntax expression, string tablespace) => throw null;

    public static ICreateBTreeIndexOptionsSyntax UsingBTree(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateHashIndexOptionSyntax UsingHash(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateGiSTIndexOptionsSyntax UsingGist(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateSpgistIndexOptionsSyntax UsingSpgist(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateGinIndexOptionsSyntax UsingGin(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateBrinIndexOptionsSyntax UsingBrin(this ICreateIndexOptionsSyntax expression) => throw null;

    public static ICreateIndexMethodOptionsSyntax Using(this ICreateIndexOptionsSyntax expression, Algorithm algorithm) => throw null;

    public static void Using(this ISupportAdditionalFeatures additionalFeatures, Algorithm algorithm) => throw null;
}
