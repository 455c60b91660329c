using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class ReaderPropertyTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", ",", ";", "'", "\"", "$$", "$a$", "--", "/*", "*/", "\\", "\n", "::", ".", "[", "]", " E'", "U&\"", "{{", "}}", "${", ":", "\0", "\uD800",
        " DO $$ BEGIN ", " END ", " IF ", " THEN ", " LOOP ", " EXECUTE ", " format('DROP TABLE %I', a) ", " || ", " quote_ident(a) ", " a := ", " EXECUTE a; ",
        " FOR ", " CREATE ", " TABLE ", " ALTER ", " ADD ", " DROP ", " COLUMN ", " SELECT ", " FROM ", " WITH ", " AS ", " INSERT INTO ", " VALUES ", " UPDATE ", " SET ", " WHERE ", " COPY t FROM stdin;\n", "\\.\n", "\\if x\n", " BEGIN ATOMIC ",
        " FUNCTION ", " RULE ", " GRANT ", " ON ", " TO ", " t ", " a ", " 1 ", " integer ", " CHECK ", " NOT NULL ", "-- migrationguard: x y\n",
    ];

    private static readonly ISqlWriter Writer = Sqls.Writer(SqlDialect.PostgreSql);

    private static Gen<string> Text { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements(Pieces).ArrayOf().Select(string.Concat),
        from operations in OperationGenerator.PostgreSql.ArrayOf(4)
        let sql = string.Join(";\n", operations.Select(operation => Writer.Write(operation)))
        from at in Gen.Choose(0, sql.Length)
        from cut in Gen.Choose(0, Math.Min(12, sql.Length - at))
        from piece in Gen.Elements(Pieces)
        select sql.Remove(at, cut).Insert(at, piece));

    [Test]
    public void Any_text_is_read_into_ordered_steps_inside_the_text() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(4000),
        Prop.ForAll(Text.ToArbitrary(), text => Holds(Reading.Script(text), text.Length).Label(text)));

    [Test]
    public void The_time_grows_with_the_length_of_the_text_and_not_faster()
    {
        string[] units =
        [
            "ALTER TABLE t ADD COLUMN a int DEFAULT (1 + 2) NOT NULL, DROP b;\n", "DO $$ BEGIN IF a THEN UPDATE t SET a = 1; END IF; END $$;\n", "((((", "'a' || ", "$a$ $b$ ",
            "WITH a AS (", "/* ", "+", "{{ ", "${", "GO \\if x\n", "CASE WHEN ", "a.", "INSERT INTO t VALUES (1), ", "U&\"", "CREATE FUNCTION f() BEGIN ATOMIC ",
            "DO $$ BEGIN EXECUTE format('DROP TABLE %I', a || ((b))); a := 'DROP TABLE ' || b; EXECUTE a; END $$;\n",
        ];
        foreach (var unit in units)
        {
            var small = Allocations(unit, 20_000);
            var large = Allocations(unit, 160_000);
            Assert.That(large, Is.LessThan((small * 16) + 2_000_000), unit);
        }
    }

    private static bool Holds(SqlScript script, int length)
    {
        if (script.UnreadCount > script.StatementCount)
        {
            return false;
        }

        Step? before = null;
        foreach (var step in script.Steps)
        {
            var inside = step.Span.Start >= 0 && step.Span.Length >= 0 && step.Span.Start + step.Span.Length <= length && step is { Span.Line: > 0, Span.Column: > 0 };
            var ordered = before is null || step.Statement > before.Statement || (step.Statement == before.Statement && step.Span.Start >= before.Span.Start);
            if (!inside || !ordered || step.Operation is UnreadSql { Reason.Length: 0 })
            {
                return false;
            }

            before = step;
        }

        return true;
    }

    /// <summary>Bytes allocated for reading a text: work that repeats shows as memory, and memory is counted exactly.</summary>
    private static long Allocations(string unit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        Reading.Script(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Reading.Script(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
