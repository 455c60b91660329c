using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Recordings.Masking;

namespace MigrationGuard.PostgreSql.Tests.Recordings;

public sealed class MaskingPropertyTests
{
    private static readonly string[] Quotes =
    [
        "'{0}'", "E'{0}'", "e'\\n{0}'", "U&'{0}'", "$${0}$$", "$tag${0}$tag$", "N'{0}'", "interval '{0}'", "date '{0}'", "public.\"My Type\"'{0}'", "numeric(10,2) '{0}'",
        "timestamp with time zone '{0}'", "'{0}'::varchar(10)", "CAST('{0}' AS text)", "'{0}'\n'{0}'", "'it''s {0}'", "/* {0} */ '{0}' -- {0}\n", "{1}", "-{1}", "{1}.5", ".{1}", "{1}e5", "lower('{0}')",
        "ARRAY['{0}', '{0}', '{0}']", "jsonb_build_object('{0}', {1})", "CASE WHEN a = '{0}' THEN {1} END", "(a, b) IN (('{0}', {1}), ('{0}', {1}), ('x', {1}))", "EXTRACT('{0}' FROM a)", "a[{1}:{1}]",
        "(SELECT '{0}' LIMIT {1})", "JSON_TABLE(a, '{0}')", "a LIKE'{0}%'ESCAPE'{0}'",
    ];

    private static readonly string[] Frames =
    [
        "SELECT {0}", "SELECT a FROM t WHERE a ={0}AND b = {0}", "INSERT INTO t VALUES ({0}, {0}), ({0}, 1)", "SELECT {0} FROM t GROUP BY {0} ORDER BY {0}, 1", "UPDATE t SET a = {0} WHERE b IN ({0}, {0}, $1)",
        "SELECT DISTINCT ON ({0}) a FROM t ORDER BY 1 LIMIT {0} OFFSET {0}", "INSERT INTO t VALUES ({0}) ON CONFLICT (a) WHERE b = {0} DO NOTHING", "CALL p({0})", "COPY t FROM STDIN (DELIMITER {0})",
        "COMMENT ON TABLE t IS {0}", "CREATE TABLE t (a int DEFAULT {0})", "CREATE ROLE r PASSWORD {0}", "COPY (SELECT {0}) TO STDOUT", "DECLARE c CURSOR FOR SELECT {0}", "SELECT a FROM t WHERE {0} IS NULL",
        "MERGE INTO t USING (VALUES ({0})) AS v (a) ON a = {0} WHEN MATCHED THEN DO NOTHING",
    ];

    [FsCheck.NUnit.Property(MaxTest = 3000)]
    public Property No_literal_is_left_and_what_is_left_stays_as_it_is()
        => Prop.ForAll(Arb.From(Statement), static generated =>
        {
            var (text, secret, number) = generated;
            if (!StatementMasker.TryMask(text, [], out var masked, out var reason))
            {
                Assert.That(reason, Does.Not.Contain(secret).And.Not.Contain(number), text);
                return;
            }

            Assert.That(masked.Text, Does.Not.Contain(secret).And.Not.Contain(number), text);
            Assert.That(masked.Parameters.Any(parameter => parameter.Type.Contains(secret, StringComparison.Ordinal)), Is.False, text);
            Assert.That(StatementMasker.TryMask(masked.Text, masked.Parameters, out var again, out _) ? again : null, Is.EqualTo(masked), text);
        });

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public Property Any_text_is_masked_or_refused(string? text)
    {
        var masked = StatementMasker.TryMask(text ?? "", [], out var result, out var reason);
        return (masked ? result is not null && reason is null : reason is { Length: > 0 }).ToProperty();
    }

    private static Gen<(string Text, string Secret, string Number)> Statement =>
        from frame in Gen.Elements(Frames)
        from quotes in Gen.Elements(Quotes).ListOf(4)
        from seed in Gen.Choose(100_000, 999_999)
        let secret = string.Create(CultureInfo.InvariantCulture, $"s3cret{seed}")
        let number = string.Create(CultureInfo.InvariantCulture, $"77{seed}77")
        select (Filled(frame, quotes, secret, number), secret, number);

    private static string Filled(string frame, IEnumerable<string> quotes, string secret, string number)
    {
        var next = new Queue<string>(quotes);
        var text = frame;
        for (var hole = text.IndexOf("{0}", StringComparison.Ordinal); hole >= 0 && next.Count > 0; hole = text.IndexOf("{0}", StringComparison.Ordinal))
        {
            var literal = " " + next.Dequeue().Replace("{0}", secret, StringComparison.Ordinal).Replace("{1}", number, StringComparison.Ordinal) + " ";
            text = text[..hole] + literal + text[(hole + 3)..];
        }

        return text;
    }
}
