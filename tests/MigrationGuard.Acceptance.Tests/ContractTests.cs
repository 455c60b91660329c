using System.Text.Json.Nodes;
using MigrationGuard.Acceptance.Tests.Support;
using MigrationGuard.TestKit.Routing;
using Npgsql;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>Acceptance 7 and 9: somebody still works under the old name; the statistics do not cover the time.</summary>
[TestFixture(15, RouterKind.HaProxy)]
[TestFixture(18, RouterKind.Nginx)]
[TestFixture(15, RouterKind.Caddy)]
public sealed class ContractTests(int major, RouterKind router)
{
    private const string Exists = "SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'username'";

    private Shop _shop = null!;

    [SetUp]
    public async Task Switch()
    {
        _shop = Shop.Open(major, router);
        (await _shop.RunAsync("release", "run")).Exited(0);
    }

    [TearDown]
    public async Task TearDown() => await _shop.DisposeAsync();

    [Test]
    public async Task While_the_old_version_can_come_back_nothing_is_removed()
    {
        var end = await _shop.RunAsync("contract", "run");
        Assert.That(end.Code, Is.Not.Zero, end.Output);
        end.Says("4.2.0");
        Assert.That(_shop.Value(Exists), Is.EqualTo("1"));
    }

    [Test]
    public async Task An_idle_worker_under_the_old_name_is_named([Values("webshop-blue", "webshop-worker-4.2.0")] string name)
    {
        _shop.Configure(gate => gate["workers"] = new JsonArray("webshop-worker-{version}"));
        await _shop.StopOldAsync();
        await using var worker = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_shop.Database.ConnectionString) { ApplicationName = name, Pooling = false }.ConnectionString);
        await worker.OpenAsync();
        await _shop.RunAsync("release", "close", "--reason", "tried", "--as", "anna");
        (await _shop.RunAsync("versions", "retire", "4.2.0", "--reason", "tried")).Exited(0);
        var end = await _shop.RunAsync("contract", "run");
        Assert.That(end.Code, Is.Not.Zero, end.Output);
        end.Says(name, worker.ProcessID.ToString(System.Globalization.CultureInfo.InvariantCulture), "127.0.0.1");
        Assert.That(_shop.Value(Exists), Is.EqualTo("1"));
        await worker.CloseAsync();
        (await _shop.RunAsync("contract", "run")).Exited(0);
        Assert.That(_shop.Value(Exists), Is.EqualTo("0"));
    }

    [Test]
    public async Task Statistics_that_were_reset_do_not_cover_the_time()
    {
        Watch("3s");
        await _shop.RetireAsync();
        (await _shop.RunAsync("contract", "run")).Exited(2).Says("it was not watched before");
        await Task.Delay(TimeSpan.FromSeconds(2));
        _shop.Database.Execute("SELECT pg_stat_statements_reset()");
        await Task.Delay(TimeSpan.FromSeconds(2));
        Watch("1h");
        (await _shop.RunAsync("contract", "run")).Exited(2).Says("the statistics were reset");
        Watch("1s");
        (await _shop.RunAsync("contract", "run")).Exited(0);
        Assert.That(_shop.Value(Exists), Is.EqualTo("0"));
    }

    [Test]
    public async Task Whoever_ran_what_needs_it_is_named()
    {
        Watch("1ms");
        await _shop.RetireAsync();
        await _shop.RunAsync("contract", "check");
        await using (var somebody = new NpgsqlConnection(_shop.Counted))
        {
            await somebody.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT username FROM users WHERE id = 3", somebody);
            await command.ExecuteScalarAsync();
        }

        (await _shop.RunAsync("contract", "run")).Exited(1).Says("postgres ran what needs it: SELECT username FROM users WHERE id = $1");
        Assert.That(_shop.Value(Exists), Is.EqualTo("1"));
    }

    private void Watch(string time)
    {
        _shop.Database.Execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        _shop.Configure(gate => gate["contract"] = new JsonObject { ["migrations"] = "contract", ["lockTimeout"] = "1s", ["watched"] = time });
    }
}
