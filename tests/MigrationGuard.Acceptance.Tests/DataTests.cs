using System.Text.Json.Nodes;
using MigrationGuard.Acceptance.Tests.Support;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>Acceptance 10: the new version writes what the old one cannot live with.</summary>
[TestFixture(15, RouterKind.HaProxy)]
[TestFixture(18, RouterKind.Nginx)]
[TestFixture(15, RouterKind.Caddy)]
public sealed class DataTests(int major, RouterKind router)
{
    private Shop _shop = null!;

    [SetUp]
    public void SetUp() => _shop = Shop.Open(major, router);

    [TearDown]
    public async Task TearDown() => await _shop.DisposeAsync();

    [Test]
    public async Task A_long_text_of_the_new_version_raises_the_floor_and_there_is_no_way_back()
    {
        _shop.Configure(gate => gate["data"] = JsonNode.Parse("""{ "limits": [{ "column": "users.username", "maxLength": 50 }] }"""));
        _shop.Database.Execute("UPDATE users SET username = repeat('x', 51) WHERE id = 1");
        (await _shop.RunAsync("release", "run")).Exited(8).Says("there would be no way back", "public.users.username: 1 value is longer, up to 51 characters; declared was at most 50 characters");
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.2.0"));
        _shop.Database.Execute("UPDATE users SET username = 'short' WHERE id = 1");
        (await _shop.RunAsync("release", "run", "--resume")).Exited(0);
        (await _shop.RunAsync("can-i", "rollback")).Exited(0);

        _shop.Database.Execute("UPDATE users SET username = repeat('secret', 10) WHERE id IN (1, 2)");
        var refused = (await _shop.RunAsync("release", "rollback", "--reason", "tried", "--accept-unknown-floor")).Exited(8)
            .Says("4.2.0 is below the rollback floor 4.3.0", "public.users.username: 2 values are longer, up to 60 characters; declared was at most 50 characters");
        Assert.That(refused.Output, Does.Not.Contain("secretsecret"));
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.3.0"));
        _shop.Database.Execute("UPDATE users SET username = 'short' WHERE id IN (1, 2)");
        (await _shop.RunAsync("can-i", "rollback")).Exited(8).Says("below the rollback floor 4.3.0");
        (await _shop.RunAsync("release", "status")).Says("4.3.0", "2 values are longer");
    }

    [Test]
    public async Task What_the_schema_was_loosened_for_closes_the_way_back_when_it_is_used_and_what_cannot_be_read_leaves_it_to_a_person()
    {
        _shop.Write("expand/003_loose.sql", "ALTER TABLE users ALTER COLUMN username DROP NOT NULL;\n");
        (await _shop.RunAsync("release", "run")).Exited(0);
        await using (var other = _shop.Database.Open())
        {
            await using var locking = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE", other);
            await locking.ExecuteNonQueryAsync();
            (await _shop.RunAsync("can-i", "rollback")).Exited(2).Says("it is not known whether 4.2.0 can live with the data", "somebody holds a lock");
        }

        _shop.Database.Execute("UPDATE users SET username = NULL WHERE id = 7");
        (await _shop.RunAsync("can-i", "rollback")).Exited(8).Says("public.users.username: 1 row has NULL; published was never NULL");
        (await _shop.RunAsync("release", "run", "--resume")).Exited(0);
        Assert.That(_shop.Value("SELECT details ->> 'version' FROM migration_guard.log WHERE event = 'floor'"), Is.EqualTo("4.3.0"));
        (await _shop.RunAsync("release", "rollback", "--reason", "tried")).Exited(8).Says("below the rollback floor");
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.3.0"));
    }
}
