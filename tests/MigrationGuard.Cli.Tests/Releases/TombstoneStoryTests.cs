using System.Diagnostics;
using System.Text.Json;
using MigrationGuard.Cli.Tests.Judging;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Releases;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class TombstoneStoryTests(int major)
{
    private const string Soak = "\"stepPause\": \"50ms\", \"tombstoneSoak\": \"1h\"";

    [Test]
    public void A_removal_is_hidden_comes_back_when_somebody_asks_and_goes_when_nobody_does()
    {
        using var shop = new ReleaseFixture(major);
        shop.Configure(("\"stepPause\": \"50ms\"", Soak), ("\"migrations\": \"contract\"", "\"migrations\": \"contract\", \"hits\": \"reported\""));
        shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "tombstone", "--dry-run"), Does.Contain("column public.users.nickname: by its rights"));
        Assert.That(Planned(shop), Is.EqualTo(("public.users.nickname", "column", false)));
        Assert.That(shop.Expect(ExitCode.No, "contract", "tombstone"), Does.Contain("4.2.0"), "a live version needs it");
        Retire(shop);

        Assert.That(shop.Expect(ExitCode.Yes, "contract", "run"), Does.Contain("is tombstoned").And.Contain("nobody reported that somebody asked for it; the server's log is not read; hidden until"));
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "watch", "--once"), Does.Contain("the server's log is not read"));
        Assert.That(shop.Expect(ExitCode.Usage, "contract", "hit", "--object", "orders.note") + shop.Tool("contract", "hit", "--object", "orders.note").Error, Does.Contain("hidden is public.users.nickname"));
        Assert.That(shop.Tool("contract", "hit", "--object", "users", "--sqlstate", "denied").Error, Does.Contain("write its five characters"));
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "hit", "--object", "users.nickname", "--role", "reporter", "--sqlstate", "42501"), Does.Contain("is contract-pending").And.Contain("it is as it was"));
        Assert.That(shop.Expect(ExitCode.No, "contract", "run"), Does.Contain("reporter").And.Contain("asked for users.nickname").And.Contain("contract tombstone --again --reason TEXT"));
        shop.Expect(ExitCode.Usage, "contract", "tombstone", "--again", "--reason", " ");

        shop.Expect(ExitCode.Yes, "contract", "tombstone", "--again", "--reason", "the report is gone");
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "restore"), Does.Contain("is contract-pending"));
        shop.Expect(ExitCode.Yes, "contract", "run");
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "run"), Does.Contain("hidden until"));
        var later = shop.Later(TimeSpan.FromHours(2), "contract", "run");
        Assert.That(later.Code, Is.EqualTo(ExitCode.Yes), later.Error + later.Output);
        Assert.That(later.Output, Does.Contain("is done"));
        Assert.That(shop.Value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'nickname'"), Is.Zero);
    }

    [Test]
    public async Task Who_asks_while_the_log_is_watched_gets_it_back_and_the_watch_ends_with_1()
    {
        using var shop = new ReleaseFixture(PostgresServer.GetWithLog(major));
        shop.Configure(("\"stepPause\": \"50ms\"", Soak));
        shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        Retire(shop);
        shop.Expect(ExitCode.Yes, "contract", "tombstone");

        var start = Place(shop);
        var watch = Task.Run(() => shop.Tool("contract", "watch", "--interval", "50ms"));
        for (var clock = Stopwatch.StartNew(); Place(shop) == start && !watch.IsCompleted; await Task.Delay(20))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
        }

        Assert.That(watch.IsCompleted, Is.False, "nobody has asked yet");
        Assert.That(() => Ask(shop), Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501"));
        var ended = await watch.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(ended.Code, Is.EqualTo(ExitCode.No), ended.Error + ended.Output);
        Assert.That(ended.Error, Does.Contain("column public.users.nickname: by its rights").And.Contain("nobody asked for it"));
        Assert.That(ended.Output, Does.Match($"""^webshop-4\.3\.0 is contract-pending: no\. {JudgeFixture.Role}, monthly, .+ asked for public\.users\.nickname: SELECT nickname FROM users . permission denied for table users \(42501\)\nit is as it was\n"""));
        Assert.That(() => Ask(shop), Throws.Nothing);
        Assert.That(shop.Expect(ExitCode.No, "contract", "run"), Does.Contain("it was hidden and is in use: webshop_app, monthly"));

        shop.Expect(ExitCode.Yes, "contract", "tombstone", "--again", "--reason", "the report is gone");
        shop.Execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET log_min_messages = fatal', current_database()); END $$");
        var blind = await Task.Run(() => shop.Later(TimeSpan.FromHours(2), "contract", "watch")).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(blind.Code, Is.EqualTo(ExitCode.Unknown), "the time is over, and waiting on shows nothing");
        Assert.That(blind.Output, Does.Contain("whether somebody asked for it is not known: the server's log leaves out errors"));
    }

    private static void Retire(ReleaseFixture shop)
    {
        shop.Expect(ExitCode.Yes, "release", "close", "--reason", "nobody needs 4.2.0");
        shop.Web.Deploy("blue", "4.3.0");
        NpgsqlConnection.ClearAllPools();
        shop.Expect(ExitCode.Yes, "versions", "retire", "4.2.0", "--reason", "no longer used");
    }

    private static (string? Identity, string? Kind, bool Renamed) Planned(ReleaseFixture shop)
    {
        using var report = JsonDocument.Parse(shop.Expect(ExitCode.Yes, "contract", "tombstone", "--dry-run", "--output", "json"));
        var hidden = report.RootElement.GetProperty("objects").EnumerateArray().Single();
        Assert.That(report.RootElement.GetProperty("problems").GetArrayLength(), Is.Zero);
        return (hidden.GetProperty("identity").GetString(), hidden.GetProperty("kind").GetString(), hidden.GetProperty("renamed").GetBoolean());
    }

    private static string Place(ReleaseFixture shop) => $"{shop.Value("SELECT place::text FROM migration_guard.hiding")}";

    private static void Ask(ReleaseFixture shop)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(shop.Connection) { Username = JudgeFixture.Role, ApplicationName = "monthly", Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT nickname FROM users", connection);
        command.ExecuteNonQuery();
    }
}
