using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Tests.Sql.Lexing;

public sealed class SqlLexerTests
{
    [TestCase("select \"A\"\"b\" U&\"d\\0061\"", "Word:select QuotedName:\"A\"\"b\" QuotedName:U&\"d\\0061\"")]
    [TestCase("'it''s' E'a\\'b' B'01' x'ff' N'n' u&'x'", "String:'it''s' String:E'a\\'b' String:B'01' String:x'ff' String:N'n' String:u&'x'")]
    [TestCase("$$a;b$$ $t$ $$ $t$ $1", "String:$$a;b$$ String:$t$ $$ $t$ Parameter:$1")]
    [TestCase("a/* x /* y */ z */b--c\nd", "Word:a Word:b Word:d")]
    [TestCase("1.5e-3 0x1F 1_000 .5 1..2", "Number:1.5e-3 Number:0x1F Number:1_000 Number:.5 Number:1 Dot:. Dot:. Number:2")]
    [TestCase("a::int :name :'v' := @> =-1", "Word:a Operator::: Word:int Parameter::name Parameter::'v' Operator::= Operator:@> Operator:= Operator:- Number:1")]
    [TestCase("${schema}.t {{Schema}}.t a_${x}_b", "Parameter:${schema} Dot:. Word:t Parameter:{{Schema}} Dot:. Word:t Parameter:a_${x}_b")]
    [TestCase("\\i x.sql\nselect", "MetaCommand:\\i x.sql Word:select")]
    [TestCase("[1]", "LeftBracket:[ Number:1 RightBracket:]")]
    [TestCase("\uFEFFselect\u0001", "Word:select Other:\u0001")]
    [TestCase("'open", "Unterminated:'open")]
    [TestCase("x /* open", "Word:x Unterminated:/* open")]
    [TestCase("$t$ open", "Unterminated:$t$ open")]
    public void PostgreSQL_text_is_cut_into_tokens(string sql, string expected) => Assert.That(Tokens(sql, LexerOptions.PostgreSql), Is.EqualTo(expected));

    [TestCase("[a]]b] #t ##g @x @@v $action", "QuotedName:[a]]b] Word:#t Word:##g Parameter:@x Parameter:@@v Word:$action")]
    [TestCase("select 1\nGO\ngo 5 -- again\nSELECT go", "Word:select Number:1 BatchEnd:GO BatchEnd:go 5 Word:SELECT Word:go")]
    [TestCase(":setvar a b\n$(name).t", "MetaCommand::setvar a b Parameter:$(name) Dot:. Word:t")]
    [TestCase("E'a' N'b' a=@b", "Word:E String:'a' String:N'b' Word:a Operator:= Parameter:@b")]
    public void T_SQL_text_is_cut_into_tokens(string sql, string expected) => Assert.That(Tokens(sql, LexerOptions.TSql), Is.EqualTo(expected));

    [Test]
    public void A_token_knows_whether_a_comment_stands_before_it()
    {
        var lexer = new SqlLexer("a -- x\nb c", 0, 10, LexerOptions.PostgreSql);
        Assert.That(new[] { lexer.Next().AfterComment, lexer.Next().AfterComment, lexer.Next().AfterComment }, Is.EqualTo(new[] { false, true, false }));
    }

    [TestCase("E'a\\n\\x41\\u00e4\\101'", "a\nAä101")]
    [TestCase("U&'d\\0061t\\+000061'", "data")]
    [TestCase("U&\"\\0041b\"", "Ab")]
    [TestCase("'it''s'", "it's")]
    [TestCase("$x$ a''b $x$", " a''b ")]
    [TestCase("\"a\"\"b\"", "a\"b")]
    public void The_value_of_a_literal_has_no_quotes_and_no_escapes(string literal, string expected)
    {
        var token = new SqlLexer(literal, 0, literal.Length, LexerOptions.PostgreSql).Next();
        Assert.That(Literals.Decode(literal, token), Is.EqualTo(expected));
    }

    [TestCase(0, 1, 1)]
    [TestCase(2, 2, 1)]
    [TestCase(5, 3, 1)]
    [TestCase(6, 3, 2)]
    [TestCase(7, 4, 1)]
    public void Lines_end_at_LF_and_CR_LF_and_CR(int offset, int line, int column)
        => Assert.That(new LineMap("a\nb\r\nc\rd").Locate(offset), Is.EqualTo((line, column)));

    private static string Tokens(string sql, LexerOptions options)
    {
        var lexer = new SqlLexer(sql, 0, sql.Length, options);
        var tokens = new List<string>();
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            tokens.Add($"{token.Kind}:{sql.Substring(token.Start, token.Length)}");
        }

        return string.Join(" ", tokens);
    }
}
