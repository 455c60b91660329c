using MigrationGuard.Acceptance.Tests.Support;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>Acceptance 1: whoever runs a release is killed at every entry of its journal.</summary>
[TestFixture(15, RouterKind.HaProxy)]
[TestFixture(18, RouterKind.HaProxy)]
[TestFixture(15, RouterKind.Nginx)]
[TestFixture(18, RouterKind.Nginx)]
[TestFixture(15, RouterKind.Caddy)]
[TestFixture(18, RouterKind.Caddy)]
public sealed class KillTests(int major, RouterKind router)
{
    // Far more than a journal has; a run that is killed again and again at the same place never ends otherwise.
    private const int TooMany = 150;

    [Test]
    public async Task A_release_killed_at_every_entry_is_switched_once()
    {
        await using var shop = Shop.Open(major, router);
        shop.Database.Execute("CREATE TABLE public.counted (times integer NOT NULL); INSERT INTO public.counted VALUES (0)");
        shop.Write("expand/003_count.sql", "UPDATE counted SET times = times + 1;\n");
        var kills = await KillAsync(shop, (major == 15) != (router == RouterKind.Nginx), "release", "run");
        Assert.Multiple(() =>
        {
            Assert.That(kills, Is.GreaterThan(15));
            Assert.That(shop.Value("SELECT times FROM counted"), Is.EqualTo("1"));
            Assert.That(shop.Value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), Is.EqualTo("0"));
        });
        await AtAsync(shop, "4.3.0", "green", 1);
    }

    [Test]
    public async Task Going_back_killed_at_every_entry_goes_back_once()
    {
        await using var shop = Shop.Open(major, router);
        (await shop.RunAsync("release", "run")).Exited(0);
        Assert.That(await KillAsync(shop, (major == 18) != (router == RouterKind.Nginx), "release", "rollback", "--reason", "tried"), Is.GreaterThan(2));
        await AtAsync(shop, "4.2.0", "blue", 2);
    }

    // Every run is killed at the first entry at which none was killed before.
    private static async Task<int> KillAsync(Shop shop, bool written, params string[] command)
    {
        var victims = new HashSet<string>(StringComparer.Ordinal);
        for (var kills = 0; kills < TooMany; kills++)
        {
            Tool? tool = null;
            using var started = new ManualResetEventSlim();
            using var proxy = new KillingProxy(shop.Database.ConnectionString, victims.Add, written, () =>
            {
                started.Wait();
                tool!.Kill();
            });
            using (tool = shop.StartOn(proxy.ConnectionString, command))
            {
                started.Set();
                var end = await tool.EndAsync();
                Assert.That(await shop.AnswersAsync(), Is.AnyOf("4.2.0", "4.3.0"), "somebody answers all the time");
                if (!proxy.HasKilled)
                {
                    end.Exited(0);
                    return kills;
                }
            }

            // As if the duration of the dead process's lease had passed.
            shop.Database.Execute("UPDATE migration_guard.lease SET expires_at = clock_timestamp() WHERE holder IS NOT NULL");
        }

        Assert.Fail($"killed {TooMany} times, and still not done: {(await shop.RunAsync("release", "history")).Output}");
        return TooMany;
    }

    private static async Task AtAsync(Shop shop, string version, string slot, int generation)
    {
        Assert.That(await shop.AnswersAsync(), Is.EqualTo(version));
        Assert.That(shop.Router.Keeps(slot, generation), "a restart goes there, too");
        shop.Router.Reload();
        Assert.That(await shop.AnswersAsync(), Is.EqualTo(version));
        Assert.That(shop.Value("SELECT coalesce(string_agg(format('row %s: %s', l.id, l.problem), '; '), '') FROM migration_guard.verify_log() AS l"), Is.Empty);
        (await shop.RunAsync("can-i", slot == "green" ? "rollback" : "switch")).Says(version);
    }
}
