using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.Tests.Sql.TSql.Generators;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlWriterRoundTripTests
{
    private static readonly ISqlWriter Writer = Sqls.Writer(SqlDialect.TSql);

    private static readonly (string Family, Gen<Operation> Operations)[] Families =
    [
        ("tables", TSqlTables.Tables), ("columns", TSqlTables.Columns), ("constraints", TSqlTables.Constraints), ("indexes", TSqlIndexes.Any),
        ("rows", TSqlData.Rows), ("session", TSqlData.Session), ("modules", TSqlObjects.Modules), ("objects", TSqlObjects.Others), ("security", TSqlObjects.Security),
    ];

    [TestCaseSource(nameof(FamilyNames))]
    public void Reading_what_was_written_gives_the_operation(string family)
    {
        var operations = Array.Find(Families, given => given.Family == family).Operations;
        Prop.ForAll(operations.ToArbitrary(), IsReadBack).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Test]
    public void Reading_batches_of_written_operations_gives_the_operations()
        => Prop.ForAll(Gen.OneOf(Families.Select(given => given.Operations)).Where(operation => operation is not (EndBatch or ClientCommand)).ListOf().ToArbitrary(), operations =>
        {
            var script = string.Concat(operations.Select(operation => Writer.Write(operation) + ";\nGO\n"));
            return Compare([.. operations.SelectMany(operation => new[] { operation, new EndBatch(1) })], script);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Test]
    public void A_name_that_ends_with_a_dollar_is_no_variable_of_sqlcmd_in_front_of_a_parenthesis()
    {
        var split = new ChangePartitionRange("by_month$", true, new SqlExpression("'2024-01-01'", ExpressionKind.Literal, default, default));
        Assert.Multiple(() =>
        {
            Assert.That(Writer.Write(split), Is.EqualTo("ALTER PARTITION FUNCTION [by_month$]() SPLIT RANGE ('2024-01-01')"));
            Assert.That(TSqlText.Operations("ALTER PARTITION FUNCTION by_month$() SPLIT RANGE ('2024-01-01')"), Is.EqualTo(new[] { split }));
        });
    }

    private static IEnumerable<string> FamilyNames() => Families.Select(given => given.Family);

    private static Property IsReadBack(Operation operation) => Compare([operation], Writer.Write(operation)!);

    // IF and WHILE around a written statement are steps of their own.
    private static Property Compare(Operation[] expected, string written)
    {
        var heads = expected.OfType<ControlFlow>().ToArray();
        var actual = TSqlText.Operations(written).Where(operation => operation is not ControlFlow || heads.Contains(operation)).ToArray();
        var same = actual.Zip(expected).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
        return (same == expected.Length && same == actual.Length)
            .Label($"expected {expected.ElementAtOrDefault(same)}\nactual {actual.ElementAtOrDefault(same)}\nfor {(expected.ElementAtOrDefault(same) is { } operation ? Writer.Write(operation) : written)}");
    }
}
