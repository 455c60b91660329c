using System.Globalization;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Backfills;

/// <summary>The tool is killed at random points: no row is done twice, none is left out, and what is stored is what is done.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class KilledBackfillTests(int major)
{
    private const int Rows = 60_000;
    private const string Slowly = " --max-batch 100 --target 1ms --wait 30s";
    private const string Begun = "SELECT to_regclass('migration_guard_backfill.backfill') IS NOT NULL AND EXISTS (SELECT FROM t WHERE n > 0)";

    [TestCase("")]
    [TestCase("; ALTER TABLE t DROP CONSTRAINT t_pkey")]
    public async Task Killed_at_any_point_it_goes_on_with_the_next_row(string change)
    {
        using var fixture = new BackfillFixture(major, Rows);
        fixture.Database.Execute("SELECT 1" + change);
        var random = new Random(major);
        for (var kill = 0; kill < 3; kill++)
        {
            var before = fixture.Ask<long>("SELECT count(*) FROM t WHERE n > 0");
            using var process = fixture.Start("backfill run " + BackfillFixture.Definition + Slowly);
            await fixture.UntilAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT (SELECT count(*) FROM t WHERE n > 0) > {before}"));
            await Task.Delay(random.Next(0, 120));
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.That(fixture.Ask<long>("SELECT count(*) FROM t WHERE n = 0"), Is.Not.Zero, "it was done before it could be killed");
        var outcome = fixture.Run("backfill run " + BackfillFixture.Definition + " --wait 30s");

        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Output + outcome.Error);
        Assert.That(fixture.Ask<long>("SELECT count(*) FROM t WHERE n <> 1 OR updates <> 1"), Is.Zero);
        Assert.That((fixture.Ask<long>("SELECT rows FROM migration_guard_backfill.backfill"), fixture.Ask<long>("SELECT token FROM migration_guard_backfill.backfill")), Is.EqualTo(((long)Rows, 4L)));
    }

    [Test]
    public async Task Interrupted_it_ends_in_order_and_says_how_to_go_on()
    {
        using var fixture = new BackfillFixture(major, Rows);
        using var process = fixture.Start("backfill run " + BackfillFixture.Definition + Slowly);
        await fixture.UntilAsync(Begun);
        Interruption.Send(process);
        await process.WaitForExitAsync();

        var status = fixture.Json("backfill status t.n")[0]!;
        Assert.That(((ExitCode)process.ExitCode, (string?)status["state"], (long?)status["rows"]), Is.EqualTo((ExitCode.Unknown, "interrupted", fixture.Ask<long>("SELECT count(*) FROM t WHERE n = 1"))));
        Assert.That(fixture.Run("backfill run --name t.n").Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public async Task Another_process_pauses_resumes_and_cancels_it()
    {
        using var fixture = new BackfillFixture(major, Rows);
        using var process = fixture.Start("backfill run " + BackfillFixture.Definition + Slowly);
        await fixture.UntilAsync(Begun);

        Assert.That(fixture.Run("backfill run --name t.n").Code, Is.EqualTo(ExitCode.Busy));
        Assert.That(fixture.Run("backfill pause t.n --reason |too many requests|").Output, Is.EqualTo("t.n: paused by eve: too many requests\nNext: migrationguard backfill resume t.n\n"));
        var rows = fixture.Ask<long>("SELECT count(*) FROM t WHERE n > 0");
        await Task.Delay(100);
        var status = fixture.Json("backfill status")[0]!;
        Assert.That(((string?)status["state"], (long?)status["rows"], fixture.Ask<long>("SELECT count(*) FROM t WHERE n > 0")), Is.EqualTo(("paused", rows, rows)));
        Assert.That(fixture.Run("backfill resume t.n").Output, Is.EqualTo("t.n: running, resumed by eve\n"));
        await fixture.UntilAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT (SELECT count(*) FROM t WHERE n > 0) > {rows}"));
        Assert.That(fixture.Run("backfill cancel t.n").Code, Is.EqualTo(ExitCode.Yes));
        await process.WaitForExitAsync();

        Assert.That((ExitCode)process.ExitCode, Is.EqualTo(ExitCode.No));
        Assert.That(await process.StandardOutput.ReadToEndAsync(), Does.StartWith("t.n: cancelled: cancelled by eve\n"));
    }
}
