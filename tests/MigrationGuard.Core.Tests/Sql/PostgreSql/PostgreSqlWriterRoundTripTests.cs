using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class PostgreSqlWriterRoundTripTests
{
    private static readonly ISqlReader Reader = Sqls.Reader(SqlDialect.PostgreSql);

    private static readonly ISqlWriter Writer = Sqls.Writer(SqlDialect.PostgreSql);

    private static readonly (string Family, Gen<Operation> Operations)[] Families =
    [
        ("tables", TableGenerator.Any), ("columns", ColumnGenerator.Any), ("constraints", ConstraintGenerator.Any), ("indexes", IndexGenerator.Any),
        ("data", DataGenerator.Any), ("types", UserTypeGenerator.Any), ("objects", ObjectGenerator.Any), ("routines", RoutineGenerator.Any),
        ("security", SecurityGenerator.Any), ("session", SessionGenerator.Any),
    ];

    [TestCaseSource(nameof(FamilyNames))]
    public void Reading_what_was_written_gives_the_operation(string family)
    {
        var operations = Array.Find(Families, given => given.Family == family).Operations;
        Prop.ForAll(operations.ToArbitrary(), IsReadBack).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Test]
    public void Reading_a_script_of_written_operations_gives_the_operations() =>
        Prop.ForAll(OperationGenerator.PostgreSql.Where(EndsWithItself).ListOf().ToArbitrary(), operations =>
        {
            var script = string.Concat(operations.Select(operation => Writer.Write(operation) + ";\n"));
            return Compare(operations, Read(script), script);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [TestCaseSource(typeof(WriterStatements), nameof(WriterStatements.All))]
    public void Reading_what_was_read_and_written_gives_the_same(string sql)
    {
        var steps = Reader.Read(new SqlSource("given.sql", sql)).Steps;
        Assert.That(steps.Select(step => step.Operation), Is.Not.Empty.And.None.InstanceOf<UnreadSql>());
        var outermost = steps.Where(step => !steps.Exists(outer => IsInside(step.Span, outer.Span)));
        var written = string.Join(";\n", outermost.Select(step => Writer.Write(step.Operation) ?? "not written: " + step.Operation));
        Assert.That(Read(written), Is.EqualTo(steps.Select(step => step.Operation)), written);
    }

    // A DELETE in a WITH clause is a step of its own and stands in the text of the other.
    private static bool IsInside(SourceSpan inner, SourceSpan outer) =>
        inner.Length < outer.Length && inner.Start >= outer.Start && inner.Start + inner.Length <= outer.Start + outer.Length;

    private static IEnumerable<string> FamilyNames() => Families.Select(given => given.Family);

    private static Property IsReadBack(Operation operation)
    {
        var written = Writer.Write(operation)!;
        return Compare([operation], Read(written), written);
    }

    private static Property Compare(IReadOnlyList<Operation> expected, Operation[] actual, string written) =>
        expected.SequenceEqual(actual).Label($"\n{written}\nwas read as\n{string.Join("\n", actual.Select(Describe))}\nand not as\n{string.Join("\n", expected.Select(Describe))}\n");

    private static string Describe(Operation operation) => operation.ToString();

    private static Operation[] Read(string sql) => [.. Reader.Read(new SqlSource("written.sql", sql)).Steps.Select(step => step.Operation)];

    // A psql command ends with its line and COPY FROM STDIN with its data, not with a semicolon.
    private static bool EndsWithItself(Operation operation) => operation is not (ClientCommand or CopyRows { Options: "FROM STDIN" });
}
