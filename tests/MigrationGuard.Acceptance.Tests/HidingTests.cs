using System.Text.Json.Nodes;
using MigrationGuard.Acceptance.Tests.Support;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Routing;
using Npgsql;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>Acceptance 8: somebody asks for what is hidden before it is removed.</summary>
[TestFixture(15, RouterKind.HaProxy)]
[TestFixture(18, RouterKind.Nginx)]
[TestFixture(15, RouterKind.Caddy)]
public sealed class HidingTests(int major, RouterKind router)
{
    [Test]
    public async Task Whoever_asks_for_what_is_hidden_gets_it_back_and_is_counted()
    {
        await using var shop = Shop.Open(PostgresServer.GetWithLog(major), router);
        shop.Configure(gate => gate["policy"]!["tombstoneSoak"] = "1h");
        (await shop.RunAsync("release", "run")).Exited(0);
        await shop.RetireAsync();
        (await shop.RunAsync("contract", "run")).Exited(0).Says("is tombstoned", "hidden until");
        Assert.That(async () => await AskAsync(shop), Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501"));
        (await shop.RunAsync("contract", "watch", "--once")).Exited(1).Says("asked for public.users.username", "monthly", "it is as it was");
        Assert.That(await AskAsync(shop), Is.EqualTo("user 1"));
        (await shop.RunAsync("contract", "run")).Exited(1).Says("it was hidden and is in use", "monthly");
        Assert.That(await shop.AnswersAsync(), Is.EqualTo("4.3.0"), "the release itself stays");
    }

    private static async Task<string?> AskAsync(Shop shop)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(shop.Database.ConnectionString) { Username = Shop.Role, ApplicationName = "monthly", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT username FROM users WHERE id = 1", connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
