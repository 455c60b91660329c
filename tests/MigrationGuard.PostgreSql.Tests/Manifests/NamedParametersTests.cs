using MigrationGuard.Manifests;

namespace MigrationGuard.PostgreSql.Tests.Manifests;

public sealed class NamedParametersTests
{
    [TestCase("SELECT * FROM t WHERE a = @a AND b = @b AND c = @A", "SELECT * FROM t WHERE a = $1 AND b = $2 AND c = $1", "a,b")]
    [TestCase("SELECT :id::int, now()::date", "SELECT $1::int, now()::date", "id")]
    [TestCase("SELECT a[1:2], a[x:y], a[f(1):n], ARRAY[:p, :q], b[:i]", "SELECT a[1:2], a[x:y], a[f(1):n], ARRAY[$1, $2], b[$3]", "p,q,i")]
    [TestCase("SELECT '@no', \"@no\", $$ @no :no $$, E'\\'@no' -- @no\n/* :no */ , @yes", "SELECT '@no', \"@no\", $$ @no :no $$, E'\\'@no' -- @no\n/* :no */ , $1", "yes")]
    [TestCase("SELECT d @> x, d <@ x, d @? '$.a', d @@ q, d ? 'k', d ?| x, @ -5", "SELECT d @> x, d <@ x, d @? '$.a', d @@ q, d ? 'k', d ?| x, @ -5", "")]
    [TestCase("SELECT d @@to_tsquery(@q)", "SELECT d @@to_tsquery($1)", "q")]
    [TestCase("SELECT a=@a, b>=@b, c->@k, select@d", "SELECT a=$1, b>=$2, c->$3, select $4", "a,b,k,d")]
    [TestCase("SELECT x FROM t LIMIT @p0 OFFSET @1", "SELECT x FROM t LIMIT $1 OFFSET $2", "p0,1")]
    [TestCase("f(a := @a, b => :b)", "f(a := $1, b => $2)", "a,b")]
    public void Names_become_numbers_in_order_of_first_appearance(string text, string expected, string names)
    {
        var result = Rewrite(text, PlaceholderStyle.Named);
        Assert.That(result.Text, Is.EqualTo(expected));
        Assert.That(string.Join(',', result.Names), Is.EqualTo(names));
    }

    [Test]
    public void Numbered_parameters_stay()
    {
        var result = Rewrite("SELECT $2, $1", PlaceholderStyle.Named);
        Assert.That(result.Text, Is.EqualTo("SELECT $2, $1"));
        Assert.That(result.Names, Is.EqualTo(new string?[] { null, null }));
    }

    [TestCase("SELECT a <@b", "can be the operator <@ or the parameter @b")]
    [TestCase("SELECT a ^@b", "can be the operator ^@ or the parameter @b")]
    [TestCase("SELECT $1, @b", "both numbered and named")]
    [TestCase("SELECT 'open @b", "has no end")]
    public void What_cannot_be_told_is_an_error(string text, string error)
    {
        Assert.That(NamedParameters.TryRewrite(text, PlaceholderStyle.Named, null, out _, out var actual), Is.False);
        Assert.That(actual, Does.Contain(error));
    }

    [Test]
    public void Known_names_decide()
    {
        Assert.That(NamedParameters.TryRewrite("SELECT a <@b, c <@d, :e, a[:b]", PlaceholderStyle.Named, ["B"], out var result, out var error), Is.True, error);
        Assert.That(result!.Text, Is.EqualTo("SELECT a <$1, c <@d, :e, a[$1]"));
    }

    [Test]
    public void Question_marks_are_parameters_only_when_asked_for()
    {
        Assert.That(Rewrite("SELECT ? FROM t WHERE a=? AND b ?? 'k' AND c ??| x AND d = '?' AND e IN (?,?)", PlaceholderStyle.QuestionMarks).Text,
            Is.EqualTo("SELECT $1 FROM t WHERE a=$2 AND b ? 'k' AND c ?| x AND d = '?' AND e IN ($3,$4)"));
        Assert.That(Rewrite("SELECT a ? 'k'", PlaceholderStyle.Named).Text, Is.EqualTo("SELECT a ? 'k'"));
    }

    private static NumberedSql Rewrite(string text, PlaceholderStyle style)
    {
        Assert.That(NamedParameters.TryRewrite(text, style, null, out var result, out var error), Is.True, error);
        return result!;
    }
}
