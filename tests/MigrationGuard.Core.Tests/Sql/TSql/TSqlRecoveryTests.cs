using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;
using MigrationGuard.TestKit;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlRecoveryTests
{
    private static readonly string[] Pieces =
    [
        "SELECT", "CREATE", "TABLE", "ALTER", "ADD", "DROP", "COLUMN", "CONSTRAINT", "IF", "ELSE", "BEGIN", "END", "WHILE", "EXEC", "EXISTS", "NOT", "CASE",
        "WITH", "AS", "ON", "UPDATE", "SET", "DELETE", "INSERT", "INTO", "VALUES", "FROM", "WHERE", "MERGE", "GRANT", "TO", "DECLARE", "VIEW", "INDEX", "TRY",
        "CATCH", "TRAN", "TOP", "OPTION", "DEFAULT", "IDENTITY", "sp_rename", "sp_executesql", "\nGO\n", "\n:r x\n", "(", ")", ",", ";", ".", "=", "+", "'x'",
        "N'it''s'", "'", "\"", "[a]", "[", "@v", "@", "#t", "1", "0.5", "/*", "*/", "-- c\n", "dbo", "t", "c", "int", "{x}", "$(y)", "::", ":", "\uFEFF", "é",
    ];

    [Test]
    public void Any_text_is_read_without_an_exception()
        => Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => Holds(text ?? "")).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void Any_row_of_tokens_is_read_without_an_exception()
        => Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(pieces => string.Join(" ", pieces)).ToArbitrary(), Holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60));

    [Test]
    public void Any_mutation_of_a_script_is_read_without_an_exception()
    {
        const string Script = """
            IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = 't') BEGIN CREATE TABLE t (id int IDENTITY(1,1) CONSTRAINT pk PRIMARY KEY, n AS (id * 2), INDEX i (n)) END
            ELSE EXEC('ALTER TABLE t ADD c int DEFAULT ((0)) WITH VALUES');
            DECLARE @s nvarchar(max) = N'DROP INDEX i ON t' EXEC sp_executesql @s
            UPDATE TOP (10) x SET a = CASE WHEN 1 = 1 THEN 2 END FROM t x WHERE x.id IN (SELECT id FROM t)
            GO
            CREATE PROC p @a int AS BEGIN SELECT 1 END
            """;
        var mutation =
            from at in Gen.Choose(0, Script.Length - 1)
            from length in Gen.Choose(0, 12)
            from piece in Gen.Elements(Pieces)
            select Script[..at] + piece + Script[Math.Min(Script.Length, at + length)..];
        Prop.ForAll(mutation.ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [TestCase("ALTER TABLE t FROBNICATE;", "ADD, ALTER or DROP was expected before 'FROBNICATE'")]
    [TestCase("CREATE TABLE t (a int,, b int)", "a name was expected before ','")]
    [TestCase("CREATE TABLE t (a int", ") was expected before the end of the statement")]
    [TestCase("frobnicate the table", "a statement was expected before 'frobnicate'")]
    [TestCase("UPDATE t WHERE a = 1", "SET was expected before 'WHERE'")]
    public void One_unreadable_statement_does_not_hide_the_next(string broken, string reason)
    {
        var operations = TSqlText.Operations("DROP TABLE a;\n" + broken + "\nDROP TABLE b");
        Assert.That(operations.Length, Is.EqualTo(3));
        Assert.That(((UnreadSql)operations[1]).Reason, Is.EqualTo(reason));
        Assert.That(operations[2], Is.EqualTo(new DropTable("b")));
    }

    [Test]
    public void A_quote_without_end_is_said_so()
        => Assert.That(((UnreadSql)TSqlText.Operations("DROP TABLE a\nSELECT 'x\nDROP TABLE b")[1]).Reason, Is.EqualTo("a quote or comment has no end"));

    [TestCase("END", "an END without BEGIN")]
    [TestCase("ELSE", "an ELSE without IF")]
    [TestCase("BEGIN SELECT 1", "a BEGIN has no END")]
    [TestCase("IF ", "the condition is missing")]
    public void Broken_blocks_are_unread(string sql, string reason) => Assert.That(TSqlText.Operations(sql).OfType<UnreadSql>().Single().Reason, Is.EqualTo(reason));

    [TestCase("SELECT ", "(", "1", ")")]
    [TestCase("IF ", "(", "1=1", ") ")]
    [TestCase("IF ", "(", "1=1", "")]
    [TestCase("ALTER TABLE t ADD c int DEFAULT ", "(", "0", ")")]
    [TestCase("", "IF CASE ", "", "")]
    [TestCase("", "EXEC(", "", "")]
    [TestCase("", "GRANT ", "", "")]
    [TestCase("SELECT ", "CASE WHEN 1=1 THEN ", "1", " END")]
    [TestCase("SET @a = 1 ", "SET @b = @a + @a EXEC(@b) ", "", "")]
    [TestCase("", "DECLARE @a varchar(9) = 'SELECT 1' EXEC(@a) ", "", "")]
    [TestCase("UPDATE t SET a = 1", ", a = 1", "", "")]
    [TestCase("", "IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = 'x') ", "DROP TABLE x", "")]
    public void Long_and_deep_texts_take_linear_time(string begin, string open, string middle, string close) => Growth.AssertLinear(160_000, count =>
    {
        var text = begin + string.Concat(Enumerable.Repeat(open, count)) + middle + string.Concat(Enumerable.Repeat(close, count));
        return () => TSqlText.Script(text);
    });

    private static bool Holds(string text)
    {
        var script = TSqlText.Script(text);
        return script.Steps.All(step => step.Span.Start >= 0 && step.Span.Length >= 0 && step.Span.Start + step.Span.Length <= text.Length)
            && script.UnreadCount <= script.StatementCount
            && script.Steps.Any(step => step.Operation is UnreadSql) == script.UnreadCount > 0;
    }
}
