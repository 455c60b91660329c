using MigrationGuard.Manifests;

namespace MigrationGuard.PostgreSql.Tests.Manifests;

public sealed class CanonicalSqlTests
{
    [TestCase("SELECT 1", "SELECT 1")]
    [TestCase("  SELECT\n\t1 ;; ", "SELECT 1")]
    [TestCase(";; SELECT 1", "SELECT 1")]
    [TestCase("SELECT 1 -- one\n, 2 /* two /* nested */ ; still */ , 3", "SELECT 1 , 2 , 3")]
    [TestCase("SELECT/**/1", "SELECT 1")]
    [TestCase("SELECT 2-/**/-1", "SELECT 2- -1")]
    [TestCase("SELECT 1 --\r+ 1", "SELECT 1 + 1")]
    public void Comments_and_semicolons_go(string text, string canonical) => Assert.That(Write(text), Is.EqualTo(canonical));

    [TestCase("SELECT $$it's$$", "SELECT 'it''s'")]
    [TestCase("SELECT $a$ $$ $b$ $a$", "SELECT ' $$ $b$ '")]
    [TestCase("SELECT a$$b$$", "SELECT a$$b$$")]
    [TestCase(@"SELECT E'a\'b\\c\n\x41\101\u00e9\U0001F600\q'", "SELECT 'a''b\\c\nAAé😀q'")]
    [TestCase(@"SELECT e'\xC3\xa9\303\251'", "SELECT 'éé'")]
    [TestCase(@"SELECT E'\uD83D\uDE00'", "SELECT '😀'")]
    [TestCase(@"SELECT U&'d\0061t\+000061\\'", @"SELECT 'data\'")]
    [TestCase(@"SELECT u&'d!0061t!!\' /* x */ UESCAPE '!' AS a", @"SELECT 'dat!\' AS a")]
    [TestCase(@"SELECT U&""d\0061t"" FROM U&""!0022"" UESCAPE '!'", "SELECT \"dat\" FROM \"\"\"\"")]
    [TestCase("SELECT U&'!0061' UESCAPE '!'\n''", "SELECT 'a'")]
    [TestCase(@"SELECT 'a\', N'b\', B'01', X'1F'", @"SELECT 'a\', N'b\', B'01', X'1F'")]
    [TestCase("SELECT e 'x'", "SELECT e 'x'")]
    [TestCase("SELECT E/**/'x'", "SELECT E 'x'")]
    public void Every_kind_of_literal_becomes_a_plain_one_of_the_same_value(string text, string canonical) => Assert.That(Write(text), Is.EqualTo(canonical));

    [TestCase("SELECT 'a'\n'b'", "SELECT 'ab'")]
    [TestCase("SELECT 'a' -- c\n  -- d\r\n 'b'\n''''", "SELECT 'ab'''")]
    [TestCase("SELECT E'a\\x4'\n'1\\'b'", "SELECT 'a\u00041''b'")]
    [TestCase("SELECT U&'\\00'\n'61'", "SELECT 'a'")]
    [TestCase("SELECT X'1'\n'F'", "SELECT X'1F'")]
    [TestCase("SELECT 'a' 'b'", "SELECT 'a' 'b'")]
    [TestCase("SELECT 'a' /* c */\n 'b'", "SELECT 'a' 'b'")]
    [TestCase("SELECT $$a$$\n'b'", "SELECT 'a' 'b'")]
    [TestCase("SELECT $$a$$'b'", "SELECT 'a' 'b'")]
    [TestCase("SELECT \"a\"U&\"b\"", "SELECT \"a\" \"b\"")]
    public void Strings_are_joined_where_the_server_joins_them_and_nowhere_else(string text, string canonical) => Assert.That(Write(text), Is.EqualTo(canonical));

    [TestCase("SELECT '$1', $$ $2 $$, \"$3\", $4", "SELECT '$1', ' $2 ', \"$3\", $4", 4)]
    [TestCase("SELECT 1", "SELECT 1", 0)]
    [TestCase("SELECT $12, $3", "SELECT $12, $3", 12)]
    public void What_looks_like_a_parameter_in_a_string_is_none(string text, string canonical, int highest)
    {
        Assert.That(Write(text), Is.EqualTo(canonical));
        Assert.That(CanonicalSql.HighestParameter(canonical), Is.EqualTo(highest));
    }

    [TestCase("SELECT 1; DROP TABLE t", "line 1, column 11: a second statement begins (DROP TABLE t)")]
    [TestCase("SELECT 1; -- harmless\nDROP TABLE t", "line 2, column 1: a second statement begins")]
    [TestCase("SELECT 1; /* ; */ /* /* */ */ DROP TABLE t", "a second statement begins")]
    [TestCase("SELECT 1 --\r; DROP TABLE t", "a second statement begins")]
    [TestCase("SELECT E'\\'; DROP TABLE t; --'", null)]
    [TestCase("SELECT '\\'; DROP TABLE t; --'", "a second statement begins")]
    [TestCase("SELECT E'a'\n'\\'; DROP TABLE t; --'", null)]
    [TestCase("SELECT \"{{\"; DROP TABLE t; SELECT \"}}\"", "a second statement begins")]
    [TestCase("SELECT $x$ $x$; DROP TABLE t; SELECT $x$ $x$", "a second statement begins")]
    [TestCase("SELECT a$x$; DROP TABLE t; SELECT $x$", "a second statement begins")]
    [TestCase("SELECT 'open; DROP TABLE t", "line 1, column 8: the quote or comment that begins here has no end")]
    [TestCase("SELECT 1; DROP TABLE t; SELECT 'open", "a second statement begins")]
    [TestCase("SELECT 1 /* open ; DROP TABLE t", "the quote or comment that begins here has no end")]
    [TestCase("SELECT $q$ open; DROP TABLE t", "the quote or comment that begins here has no end")]
    [TestCase("SELECT E'\\'; DROP TABLE t", "the quote or comment that begins here has no end")]
    [TestCase("SELECT 'a'\n'open; DROP TABLE t", "has no end")]
    [TestCase("\\d t", "line 1, column 1: a command of psql is no SQL")]
    [TestCase("SELECT 1 \\gexec", "a command of psql is no SQL")]
    [TestCase("SELECT 1 \\; DROP TABLE t", "a command of psql is no SQL")]
    [TestCase("SELECT ${name}", "'$' cannot stand in SQL")]
    [TestCase("SELECT {{name}}", "'{' cannot stand in SQL")]
    [TestCase("", "holds no statement")]
    [TestCase(" ; -- nothing\n ;", "holds no statement")]
    [TestCase("SELECT '\0'", "the character 0")]
    [TestCase(@"SELECT E'\u0000'", "invalid Unicode escape")]
    [TestCase(@"SELECT E'\x00'", "the character 0")]
    [TestCase(@"SELECT E'\0'", "the character 0")]
    [TestCase(@"SELECT U&'\0000'", "invalid Unicode escape")]
    [TestCase(@"SELECT U&'\00'", "invalid Unicode escape")]
    [TestCase(@"SELECT E'\xC3'", "not UTF-8")]
    [TestCase(@"SELECT E'\uD83D'", "surrogate")]
    [TestCase(@"SELECT E'\v'", "PostgreSQL 15")]
    [TestCase("SELECT\v1", "U+000B is no space")]
    [TestCase("SELECT\uFEFF1", "U+FEFF is no space")]
    [TestCase("SELECT U&'a' UESCAPE 'f'", "UESCAPE needs")]
    [TestCase("SELECT U&'a' UESCAPE", "UESCAPE needs")]
    [TestCase("SELECT 1E'x'", "directly behind a number")]
    [TestCase("SELECT $1U&\"x\"", "directly behind a number")]
    [TestCase("SELECT $0", "numbered from $1")]
    [TestCase("SELECT $65536", "numbered from $1")]
    [TestCase("SELECT $99999999999", "numbered from $1")]
    public void What_is_not_one_statement_is_refused(string text, string? error)
    {
        Assert.That(CanonicalSql.TryWrite(text, out _, out var actual), Is.EqualTo(error is null), actual);
        Assert.That(actual, error is null ? Is.Null : Does.Contain(error));
    }

    [Test]
    public void Half_of_a_surrogate_pair_is_refused()
        => Assert.That(CanonicalSql.TryWrite("SELECT '" + '\uD83D' + "'", out _, out var error) ? null : error, Does.Contain("surrogate"));

    [Test]
    public void A_statement_of_a_megabyte_is_written_in_linear_time([Values("'x',", "/*x*/1,", "E'\\n',", "$a$x$a$,", "--\r1,", "'a'\n'b',", "U&'\\0061',")] string part)
    {
        var count = (1 << 20) / part.Length;
        var text = "SELECT " + string.Concat(Enumerable.Repeat(part, count)) + "0";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(CanonicalSql.TryWrite(text, out _, out var error), Is.True, error);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(15)));
    }

    [Test]
    public void Tokens_are_words_and_names_but_not_what_stands_in_strings()
        => Assert.That(
            CanonicalSql.Tokens("SELECT a.Id, \"Odd \"\"Name\"\"\", 'inside' FROM Größe WHERE x = $1"),
            Is.EqualTo(new[] { "a", "from", "größe", "id", "odd \"name\"", "select", "where", "x" }));

    private static string Write(string text)
    {
        Assert.That(CanonicalSql.TryWrite(text, out var canonical, out var error), Is.True, error);
        Assert.That(CanonicalSql.TryWrite(canonical!, out var again, out _) ? again : null, Is.EqualTo(canonical));
        return canonical!;
    }
}
