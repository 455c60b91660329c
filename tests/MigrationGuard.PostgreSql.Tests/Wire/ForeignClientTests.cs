using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ForeignClientTests(int major)
{
    private const string Schema = """
        CREATE TABLE pgbench_branches (bid int NOT NULL PRIMARY KEY, bbalance int, filler char(88));
        CREATE TABLE pgbench_tellers (tid int NOT NULL PRIMARY KEY, bid int, tbalance int, filler char(84));
        CREATE TABLE pgbench_accounts (aid int NOT NULL PRIMARY KEY, bid int, abalance int, filler char(84));
        CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
        INSERT INTO pgbench_branches VALUES (1, 0, '');
        INSERT INTO pgbench_tellers SELECT i, 1, 0, '' FROM generate_series(1, 10) AS i;
        INSERT INTO pgbench_accounts SELECT i, 1, 0, '' FROM generate_series(1, 1000) AS i;
        """;

    [TestCase("simple")]
    [TestCase("extended")]
    [TestCase("prepared")]
    public async Task Everything_that_pgbench_runs_is_recorded(string protocol)
    {
        await using var scene = WireScene.Start(major, Schema);
        var output = await ForeignProgram.RunAsync("pgbench", scene, "--no-vacuum", "--client=4", "--transactions=25", "--protocol=" + protocol, "--scale=1", "--define=aid=7");
        Assert.That(output, Does.Contain("100/100"));
        var seen = await scene.EndAsync();
        Assert.That(seen.Missed, Is.Empty);
        if (protocol == "simple")
        {
            Assert.That(seen.Texts, Has.Some.StartsWith("UPDATE pgbench_accounts SET abalance = abalance + "));
            return;
        }

        Assert.Multiple(() =>
        {
            Assert.That(seen.Count("UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2;"), Is.EqualTo(100));
            Assert.That(seen.Only("SELECT abalance FROM pgbench_accounts WHERE aid = $1;").Result?.Single().Type, Is.EqualTo("integer"));
            Assert.That(seen.Texts, Has.Count.EqualTo(seen.Texts.Count(text => text.Contains("pgbench_", StringComparison.Ordinal))));
        });
    }

    [Test]
    public async Task What_psql_sends_is_recorded_statement_by_statement()
    {
        await using var scene = WireScene.Start(major, Schema);
        var output = await ForeignProgram.RunAsync("psql", scene, "-At", "-c", "SELECT count(*) FROM pgbench_tellers; SELECT 'two'", "-c", "\\copy pgbench_history (tid) FROM PROGRAM 'seq 3'", "-c", "SELECT 3");
        Assert.That(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "10", "two", "COPY 3", "3" }));
        var seen = await scene.EndAsync();
        Assert.That(seen.Texts.Select(text => text.Trim()), Is.EqualTo(new[] { "SELECT count(*) FROM pgbench_tellers", "SELECT 'two'", "COPY  pgbench_history ( tid ) FROM STDIN", "SELECT 3" }));
        Assert.That(seen.Missed, Is.Empty);
    }
}
