using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Tests.Sql.Lexing;

public sealed class ExpressionBuilderTests
{
    [TestCase("NULL", ExpressionKind.Null)]
    [TestCase("(NULL)::text", ExpressionKind.Null)]
    [TestCase("CAST(NULL AS integer)", ExpressionKind.Null)]
    [TestCase("'x'::character varying(20)", ExpressionKind.Literal)]
    [TestCase("- (1.5)", ExpressionKind.Literal)]
    [TestCase("((('a')::text)::varchar(3))[]", ExpressionKind.Other)]
    [TestCase("'{}'::text[]", ExpressionKind.Literal)]
    [TestCase("CAST('2020-01-01' AS timestamp with time zone)", ExpressionKind.Literal)]
    [TestCase("timestamp with time zone '2020-01-01'", ExpressionKind.Literal)]
    [TestCase("interval '1' day", ExpressionKind.Literal)]
    [TestCase("true", ExpressionKind.Literal)]
    [TestCase("now()", ExpressionKind.Other)]
    [TestCase("1 + 1", ExpressionKind.Other)]
    [TestCase("(1", ExpressionKind.Other)]
    [TestCase("a", ExpressionKind.Other)]
    public void Literals_stay_literals_under_casts_signs_and_parentheses(string sql, ExpressionKind expected) => Assert.That(Build(sql).Kind, Is.EqualTo(expected));

    [TestCase("coalesce(Lower(a), CURRENT_TIMESTAMP::text)", "coalesce lower current_timestamp")]
    [TestCase("Ext.Uuid_Generate_V4()", "ext.uuid_generate_v4")]
    [TestCase("x IN (1, 2) AND EXISTS (SELECT 1)", "")]
    [TestCase("a::numeric(10, 2) + b", "")]
    [TestCase("count(*) FILTER (WHERE a > 0) OVER (PARTITION BY b)", "count")]
    public void Called_functions_are_named_in_lower_case(string sql, string expected) => Assert.That(string.Join(" ", Build(sql).Functions), Is.EqualTo(expected));

    [TestCase("t.A = \"B\".c AND d IS NOT NULL", "t a B c d")]
    [TestCase("a::My_Type = 'a' AND CAST(b AS integer) > 0", "a b")]
    [TestCase("CASE WHEN a THEN b ELSE c END", "a b c")]
    [TestCase("lower(a) = lower(a)", "a")]
    public void Other_identifiers_are_folded(string sql, string expected) => Assert.That(string.Join(" ", Build(sql).Identifiers), Is.EqualTo(expected));

    [Test]
    public void Comments_are_left_out_of_the_text() => Assert.That(Build("a /* x */ > -- y\n  0").Text, Is.EqualTo("a > 0"));

    [Test]
    public void Ten_thousand_parentheses_are_no_problem()
    {
        var sql = new string('(', 10_000) + "1" + new string(')', 10_000);
        Assert.That(Build(sql).Kind, Is.EqualTo(ExpressionKind.Literal));
    }

    private static SqlExpression Build(string sql)
    {
        var tokens = new TokenBuffer();
        var lexer = new SqlLexer(sql, 0, sql.Length, LexerOptions.PostgreSql);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            tokens.Add(token);
        }

        return new TokenCursor(sql, tokens, NamePool.OfThread, LexerOptions.PostgreSql).Expression(0, tokens.Count);
    }
}
