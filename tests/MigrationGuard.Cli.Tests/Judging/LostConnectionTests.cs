using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Judging;

/// <summary>The connection is cut in front of every message that the tool sends: nothing is ever half stored.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class LostConnectionTests(int major)
{
    private JudgeFixture _shop = null!;

    [OneTimeSetUp]
    public void SetUp() => _shop = new JudgeFixture(major);

    [OneTimeTearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    [Order(1)]
    public void Publishing_stores_all_or_nothing()
    {
        var cuts = CutEverywhere(["statements", "publish", "shop.json"], "SELECT count(*) FROM migration_guard.version");
        Assert.That(cuts, Is.GreaterThan(5));
        Assert.That(_shop.Value("SELECT count(*) FROM migration_guard.statement"), Is.EqualTo(3));
    }

    [Test]
    [Order(2)]
    public void A_version_becomes_live_or_does_not()
        => Assert.That(CutEverywhere(["versions", "add", "4.2.0"], "SELECT count(*) FROM migration_guard.version WHERE state = 'live'"), Is.GreaterThan(3));

    [Test]
    [Order(3)]
    public void A_lost_proof_is_no_pass()
        => Assert.That(CutEverywhere(["prove"], "SELECT 0"), Is.GreaterThan(3));

    [Test]
    [Order(4)]
    public void A_version_is_retired_or_is_not()
        => Assert.That(CutEverywhere(["versions", "retire", "4.2.0", "--reason", "over", "--last"], "SELECT count(*) FROM migration_guard.version WHERE state = 'retired'"), Is.GreaterThan(3));

    [Test]
    [Order(6)]
    public void A_lost_answer_says_when_it_may_have_been_stored()
    {
        // The server's first answers come in one piece or in two, so that the last answer has no fixed place: it is tried again until it was hit.
        var (mayBeStored, finished) = (0, 0);
        for (var cut = 0; cut < 200; cut++)
        {
            using var proxy = new CuttingProxy(_shop.Database.ConnectionString, cut, answers: true);
            var outcome = _shop.On(proxy.ConnectionString, "versions", "add", "4.2.0");
            if (outcome.Code == ExitCode.Yes)
            {
                if (mayBeStored > 0 || ++finished == 20)
                {
                    break;
                }

                _shop.Database.Execute("UPDATE migration_guard.version SET state = 'retired'");
                cut = Math.Max(0, cut - 4);
                continue;
            }

            // The server may still be committing when the client has gone.
            var looks = outcome.Error.Contains("look whether it was stored", StringComparison.Ordinal) ? 20 : 1;
            var stored = Enumerable.Range(0, looks).Any(_ => WaitUntilIdle() && Equals(_shop.Value("SELECT state FROM migration_guard.version, pg_sleep(0.1)"), "live"));
            Assert.That(outcome.Code, Is.EqualTo(ExitCode.Dependency), outcome.Error);
            Assert.That(stored && !outcome.Error.Contains("look whether it was stored", StringComparison.Ordinal), Is.False, $"cut {cut}: {outcome.Error}");
            mayBeStored += stored ? 1 : 0;
            _shop.Database.Execute("UPDATE migration_guard.version SET state = 'retired'");
        }

        Assert.That(mayBeStored, Is.Not.Zero, "no cut hit the answer to COMMIT");
    }

    [Test]
    [Order(5)]
    public void A_server_that_does_not_answer_is_6()
    {
        var outcome = _shop.On("Host=127.0.0.1;Port=1;Username=a;Database=b", "prove");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Dependency));
        Assert.That(outcome.Error, Does.StartWith("migrationguard: cannot connect to 127.0.0.1:1, database b, user a: "));
    }

    // The server may still be at the command of a connection that was cut.
    private bool WaitUntilIdle()
        => SpinWait.SpinUntil(() => Equals(_shop.Value("SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"), 0), TimeSpan.FromSeconds(10));

    // The number of cuts until the command came through.
    private int CutEverywhere(string[] command, string stored)
    {
        for (var cut = 0; cut < 200; cut++)
        {
            using var proxy = new CuttingProxy(_shop.Database.ConnectionString, cut, answers: false);
            var outcome = _shop.On(proxy.ConnectionString, command);
            if (outcome.Code == ExitCode.Yes)
            {
                return cut;
            }

            Assert.That(outcome.Code, Is.EqualTo(ExitCode.Dependency), $"cut {cut}: {outcome.Error}");
            Assert.That(outcome.Error, Does.Contain("cannot connect").Or.Contain("the connection was lost"));
            Assert.That(_shop.Value(stored), Is.Zero, $"cut {cut}");
        }

        throw new AssertionException("It never came through.");
    }
}
