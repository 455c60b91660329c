using System.Text.Json.Nodes;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Backfills;

public sealed class BackfillCommandTests
{
    private BackfillFixture _fixture = null!;

    [SetUp]
    public void SetUp() => _fixture = new BackfillFixture(18, 200);

    [TearDown]
    public void TearDown() => _fixture?.Dispose();

    [Test]
    public void It_runs_the_update_of_a_migration_on_its_way_up()
    {
        _fixture.Folder.Write("03_fill.sql", "-- +goose Up\nALTER TABLE t ADD x int;\nUPDATE t SET n = n + 1 WHERE n = 0;\n-- +goose Down\nUPDATE t SET n = n - 1 WHERE n = 1;\n");
        var outcome = _fixture.Run("backfill run 03_fill.sql");

        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error);
        Assert.That(outcome.Output, Does.Match(@"^t\.n: done: no row is left to do\n200 rows in [0-9a-z]+, [0-9,]+ rows/s in the last run, 1 pass\.\n$"));
        Assert.That(outcome.Error, Does.StartWith("t.n:   0 %, 0 rows, 0 rows/s, begun\n"));
        Assert.That(_fixture.Run("backfill run 03_fill.sql").Output, Does.StartWith("t.n: done: it was done before, and no row is left to do\n"));
    }

    [Test]
    public void Skipped_rows_are_listed()
    {
        var outcome = _fixture.Run("backfill run --name other --table t --set |n = 9 / (id - 7)| --where |n = 0 AND id < 9| --on-error skip --max-batch 4");
        Assert.That(outcome.Output, Does.Contain("other: left: 1 rows were skipped, the rest is done\n").And.Contain("Skipped rows: 1\n  public.t tenant = 1, id = 7: division by zero (22012)\n"));
        Assert.That(_fixture.Run("backfill status other").Output, Does.Contain("other  done, 1 rows were skipped").And.Contain("  UPDATE t SET n = 9 / (id - 7) WHERE n = 0 AND id < 9\n"));
        var json = _fixture.Json("backfill status other")[0]!;
        Assert.That(json["skipped"]!.ToJsonString(), Is.EqualTo("""[{"row":"public.t tenant = 1, id = 7","why":"division by zero (22012)","sqlState":"22012"}]"""));
    }

    [Test]
    public void A_result_is_given_as_json()
    {
        var json = JsonNode.Parse(_fixture.Run("backfill run --output json " + BackfillFixture.Definition).Output)!;
        var backfill = json["backfill"]!;
        Assert.That(((string?)json["verdict"], (long?)backfill["rows"], (double?)backfill["share"], (string?)backfill["last"]), Is.EqualTo(("done", 200L, 1.0, "public.t tenant = 2, id = 200")));
    }

    [TestCase("run", "which backfill?")]
    [TestCase("run --table t --set |n = 1|", "--table, --set and --where belong together")]
    [TestCase("run --table t --set |n = 1| --where |n = 0; DROP TABLE t|", "is not one UPDATE")]
    [TestCase("run --table t --set |n = | --where |n = 0|", "UPDATE t SET n = WHERE n = 0: syntax error")]
    [TestCase("run missing.sql", "missing.sql: does not exist")]
    [TestCase("run --name nobody", "there is no backfill nobody")]
    [TestCase("run --table t --set |m = 1| --where |n = 0|", "column \"m\" of relation \"t\" does not exist (42703)")]
    [TestCase("run --table t --set |n = 1| --where |n = 0| --target soon", "--target: \"soon\" is no time")]
    [TestCase("run --table t --set |n = 1| --where |n = 0| --max-batch 0", "--max-batch is at least 1")]
    [TestCase("status nobody", "there is no backfill nobody; none was begun here")]
    [TestCase("pause nobody", "there is no backfill nobody")]
    public void What_cannot_be_used_is_3(string words, string why)
    {
        var outcome = _fixture.Run("backfill " + words);
        Assert.That((outcome.Code, outcome.Error.Contains(why, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), outcome.Error + outcome.Output);
    }

    [TestCase("UPDATE t SET n = 1;", "the UPDATE of t has no condition")]
    [TestCase("SELECT 1;", "has no UPDATE")]
    [TestCase("UPDATE t SET n = 1 WHERE n = 0; UPDATE u SET n = 1 WHERE n = 0;", "has 2 UPDATEs: say with --table which one is meant")]
    [TestCase("UPDATE t SET n = 1 WHERE n = 0; UPDATE t SET m = 1 WHERE m = 0;", "has 2 UPDATEs of one table")]
    [TestCase("DO $$ BEGIN FOR i IN 1..3 LOOP UPDATE t SET n = i WHERE id = i; END LOOP; END $$;", "stands in a block")]
    [TestCase("UPDATE t SET n = 1 WHERE id IN (SELECT id FROM t WHERE n = 0 LIMIT 10);", "limits its rows itself")]
    public void A_migration_without_one_update_that_can_be_batched_is_refused(string sql, string why)
    {
        _fixture.Folder.Write("1.sql", sql);
        var outcome = _fixture.Run("backfill run 1.sql");
        Assert.That((outcome.Code, outcome.Error.Contains(why, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), outcome.Error);
    }

    [Test]
    public void Another_definition_is_4_and_a_paused_one_7_and_nothing_is_said_of_none()
    {
        Assert.That(_fixture.Run("backfill status").Output, Is.EqualTo("No backfill was begun in this database.\n"));
        Assert.That(_fixture.Run("backfill run --table t --set |n = 9 / (id - 7)| --where |n = 0|").Code, Is.EqualTo(ExitCode.No));
        Assert.That(_fixture.Run("backfill run " + BackfillFixture.Definition).Code, Is.EqualTo(ExitCode.Drift));
        _fixture.Run("backfill pause t.n");
        Assert.That(_fixture.Run("backfill run --name t.n").Code, Is.EqualTo(ExitCode.Held));
    }
}
