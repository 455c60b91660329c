using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.TSql.Generators;

/// <summary>Expressions and types as they stand in T-SQL migrations.</summary>
internal static class TSqlExpressions
{
    public static Gen<SqlExpression> Default { get; } = Pick(
        "0", "-1", "((0))", "N'it''s'", "''", "(N'')", "GETDATE()", "SYSUTCDATETIME()", "newid()", "(newsequentialid())", "NULL", "0x00", "1.5",
        "NEXT VALUE FOR dbo.order_number", "CURRENT_TIMESTAMP", "CONVERT(bit, 0)", "CAST('2000-01-01' AS datetime2(7))", "'-- no comment'",
        "(CASE WHEN 1 = 1 THEN 'a' ELSE 'b' END)", "suser_sname()", "'a' + 'b'", "$0.00");

    public static Gen<SqlExpression> Condition { get; } = Pick(
        "price > 0", "[Status] IN (N'new', 'paid', 'it''s')", "email IS NOT NULL", "(a = 1 AND b <> 2) OR c LIKE N'%;%'", "len([name]) <= 200",
        "price BETWEEN 1 AND 10", "CASE WHEN a = 1 THEN 0 ELSE 1 END = 1", "NOT (x = 'y]')", "isjson(payload) > 0", "price > 0\n    AND note IS NULL");

    public static Gen<SqlExpression> Filter { get; } = Pick(
        "email IS NOT NULL", "([IsDeleted] = (0))", "status IN (1, 2) AND deleted_at IS NULL", "[Type] = 'x'", "price >= 1.5 AND name <> N'with'");

    public static Gen<SqlExpression> Computed { get; } = Pick(
        "(price * 2)", "lower(email)", "([first] + N' ' + [last])", "CONVERT(date, created_at)", "price * quantity", "JSON_VALUE(payload, '$.id')");

    public static Gen<DataType> Type { get; } = Gen.OneOf(
        Generate.Words("bigint|bit|date|datetime|float|geography|hierarchyid|image|int|money|ntext|real|rowversion|smalldatetime|smallint|sql_variant|text|tinyint|uniqueidentifier|xml|sysname")
            .Select(DataType.Of),
        from name in Generate.Words("binary|char|nchar|nvarchar|varbinary|varchar")
        from length in Generate.Pick(1, 20, 4000)
        select DataType.Of(name, length),
        Generate.Words("nvarchar|varbinary|varchar").Select(name => DataType.Of(name, -1)),
        from name in Generate.Words("decimal|numeric")
        from precision in Gen.Choose(1, 38)
        select DataType.Of(name, precision, precision / 2),
        Generate.Words("datetime2|datetimeoffset|time").Select(name => DataType.Of(name, 3)),
        Gen.Constant(DataType.Of("xml") with { Modifiers = "CONTENT dbo.orders_schema" }),
        from schema in Generate.Maybe(NameGenerator.Schema)
        from name in Generate.Words("PhoneNumber|order lines|Flag")
        select DataType.Of(name) with { Schema = schema });

    /// <summary>An expression of which nothing but the text matters.</summary>
    public static SqlExpression Text(string text) => new(text, ExpressionKind.Other, [], []);

    private static Gen<SqlExpression> Pick(params string[] texts) => Generate.Pick(Array.ConvertAll(texts, Text));
}
