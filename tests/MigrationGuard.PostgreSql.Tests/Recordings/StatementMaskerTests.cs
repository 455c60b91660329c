using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Recordings.Masking;

namespace MigrationGuard.PostgreSql.Tests.Recordings;

public sealed class StatementMaskerTests
{
    [TestCase("SELECT * FROM t WHERE a = 'x' AND b = 5 AND c = $1", "SELECT * FROM t WHERE a = $2 AND b = $3 AND c = $1", "integer,unknown,integer")]
    [TestCase("SELECT 1, -1, 2147483648, -2147483648, 9223372036854775808, 1.5, 1e3, x-1", "SELECT $1, $2, $3, $4, $5, $6, $7, x-$8", "integer,integer,bigint,integer,numeric,numeric,numeric,integer")]
    [TestCase("SELECT E'a\\'b', U&'\\0061' , $tag$ x $tag$, B'101', X'1F', N'x' /* 'y' */ -- 'z'", "SELECT $1, $2 , $3, $4, $5, CAST($6 AS bpchar)", "unknown,unknown,unknown,\"bit\",\"bit\",unknown")]
    [TestCase("SELECT now() - interval '1 day', date'2020-01-01', timestamp(3) with time zone 'now'", "SELECT now() - CAST($1 AS interval), CAST($2 AS date), CAST($3 AS timestamp(3) with time zone)", "unknown,unknown,unknown")]
    [TestCase("SELECT interval '1' day to second(3), s.mood 'sad', double precision '1', char 'abc'", "SELECT CAST($1 AS interval day to second(3)), CAST($2 AS s.mood), CAST($3 AS double precision), CAST($4 AS bpchar)", "unknown,unknown,unknown,unknown")]
    [TestCase("SELECT a::varchar(10), CAST(b AS numeric(10, 2)), c AT TIME ZONE 'UTC', d::interval(3)", "SELECT a::varchar(10), CAST(b AS numeric(10, 2)), c AT TIME ZONE $1, d::interval(3)", "unknown")]
    [TestCase("SELECT a FROM t GROUP BY 1, a || 'x' ORDER BY 2 DESC, 1 LIMIT 10 OFFSET 20", "SELECT a FROM t GROUP BY 1, a || $1 ORDER BY 2 DESC, 1 LIMIT $2 OFFSET $3", "unknown,bigint,bigint")]
    [TestCase("SELECT date_trunc('day', a), count(*) FROM t GROUP BY date_trunc('day', a)", "SELECT date_trunc($1, a), count(*) FROM t GROUP BY date_trunc($1, a)", "unknown")]
    [TestCase("SELECT DISTINCT ON (a + 1) a FROM t ORDER BY a + 1, b + 1", "SELECT DISTINCT ON (a + $1) a FROM t ORDER BY a + $1, b + $2", "integer,integer")]
    [TestCase("SELECT coalesce(a, 'x') AS k, lower(coalesce(a, 'x')) FROM t GROUP BY k", "SELECT coalesce(a, $1) AS k, lower(coalesce(a, $1)) FROM t GROUP BY k", "unknown")]
    [TestCase("SELECT a || 'x', 'x' || (a || 'x') FROM t GROUP BY 1", "SELECT a || $1, $2 || (a || $1) FROM t GROUP BY 1", "unknown,unknown")]
    [TestCase("SELECT j #> '{a}' IS NOT NULL, ts < 'now' IS NULL, 'y' IS NULL", "SELECT j #> $1 IS NOT NULL, ts < $2 IS NULL, $3 IS NULL", "unknown,unknown,text")]
    [TestCase("SELECT jsonb_build_object('a', 1, 'b', lower('X')), 'y' IS NOT NULL", "SELECT jsonb_build_object($1, $2, $3, lower($4)), $5 IS NOT NULL", "text,integer,text,unknown,text")]
    [TestCase("INSERT INTO t (a, b) VALUES ('a', 1), ('b', 2), ('c', 3), (NULL, 4) ON CONFLICT (a) WHERE b > 0 DO UPDATE SET b = 7", "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), (NULL, $5) ON CONFLICT (a) WHERE b > 0 DO UPDATE SET b = $6", "unknown,integer,unknown,integer,integer,integer")]
    [TestCase("SELECT nextval('public.s'), setval('s', 5), 't'::regclass, 'a b'::text", "SELECT nextval('public.s'), setval('s', $1), 't'::regclass, $2::text", "integer,unknown")]
    [TestCase("SELECT EXTRACT('year' FROM a), EXTRACT(day FROM b) FROM t WHERE a LIKE'x%' ESCAPE '!'", "SELECT EXTRACT('year' FROM a), EXTRACT(day FROM b) FROM t WHERE a LIKE $1 ESCAPE $2", "unknown,unknown")]
    [TestCase("COPY t (a, b) FROM STDIN (FORMAT csv, DELIMITER ';')", "COPY t (a, b) FROM STDIN", "")]
    [TestCase("COPY t (a, b) FROM STDIN BINARY", "COPY t (a, b) FROM STDIN BINARY", "")]
    [TestCase("CALL p('x', 1)", "CALL p($1, $2)", "unknown,integer")]
    [TestCase("SELECT a[1:2], ARRAY[1, 2, 3]", "SELECT a[$1:$2], ARRAY[$3, $4]", "integer,integer,integer,integer")]
    public void Literals_become_parameters(string text, string expected, string types)
    {
        var first = text.Contains("$1", StringComparison.Ordinal) && !text.Contains("$tag", StringComparison.Ordinal) ? new[] { new ManifestParameter("p", "integer") } : [];
        Assert.That(StatementMasker.TryMask(text, first, out var masked, out var reason), Is.True, reason);
        Assert.Multiple(() =>
        {
            Assert.That(masked!.Text, Is.EqualTo(expected));
            Assert.That(string.Join(',', masked.Parameters.Select(static parameter => parameter.Type)), Is.EqualTo(types));
        });
    }

    [Test]
    public void Lists_of_any_length_are_one_statement_and_lose_the_parameters_of_what_is_left_out()
    {
        EquatableList<ManifestParameter> parameters = Enumerable.Range(1, 6).Select(n => new ManifestParameter($"p{n}", n == 6 ? "text" : "integer")).ToArray();
        Assert.That(StatementMasker.TryMask("SELECT a FROM t WHERE a IN ($1, $2, $3, $4, $5) AND b = $6 AND c = 'x'", parameters, out var masked, out _), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(masked!.Text, Is.EqualTo("SELECT a FROM t WHERE a IN ($1, $2) AND b = $3 AND c = $4"));
            Assert.That(masked.Parameters.Select(static parameter => parameter.Name), Is.EqualTo(new[] { "p1", "p2", "p6", null }));
            Assert.That(masked.Parameters.Select(static parameter => parameter.Type), Is.EqualTo(new[] { "integer", "integer", "text", "unknown" }));
        });
    }

    [TestCase("COMMENT ON TABLE t IS 'secret'", "COMMENT with a literal, which cannot be a parameter")]
    [TestCase("CREATE ROLE r PASSWORD 'secret'", "CREATE with a literal, which cannot be a parameter")]
    [TestCase("DO $$ BEGIN PERFORM 1; END $$", "DO with a literal, which cannot be a parameter")]
    [TestCase("COPY (SELECT 'secret') TO STDOUT", "COPY with a literal, which cannot be a parameter")]
    [TestCase("INSERT INTO t VALUES (1) ON CONFLICT (a) WHERE b = 'open' DO NOTHING", "ON CONFLICT with a literal that chooses the index")]
    [TestCase("SELECT 'no end", "a text that cannot be read as one statement")]
    [TestCase("SELECT (1", "a text with a parenthesis that has no partner")]
    [TestCase("SELECT * FROM JSON_TABLE(a, '$[*]' COLUMNS (x int PATH '$.x'))", "JSON_TABLE, the paths of which cannot be parameters")]
    public void What_cannot_be_kept_without_its_literals_has_a_reason(string text, string expected)
    {
        Assert.That(StatementMasker.TryMask(text, [], out _, out var reason), Is.False);
        Assert.That(reason, Is.EqualTo(expected));
    }
}
