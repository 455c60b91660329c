using System.Text;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class SameBytesTests(int major)
{
    private const int Version30 = 3 << 16;

    // Sent one after the other, each answered up to a Z: the simple and the extended protocol, errors, COPY both ways, a function call.
    private static readonly string[] Talk =
    [
        "Q:SELECT 1; SELECT 'ä', NULL; SET timezone = 'UTC'\0",
        "Q:SELECT 1/0\0",
        "Q:TRUNCATE t\0",
        "P:s1\0INSERT INTO t VALUES ($1, $2)\0\0\u0002\0\0\0\u0017\0\0\0\0|D:Ss1\0|B:\0s1\0\0\0\0\u0002\0\0\0\u00017\0\0\0\u0001x\0\0|E:\0\0\0\0\0|S:",
        "P:bad\0SELEC\0\0\0|B:\0bad\0\0\0\0\0\0\0|E:\0\0\0\0\0|S:",
        "P:\0SELECT * FROM t\0\0\0|B:p\0\0\0\0\0\0\0\0|D:Pp\0|E:p\0\0\0\0\u0001|E:p\0\0\0\0\0|C:Pp\0|C:Ss1\0|S:",
        "P:\0\0\0\0|B:\0\0\0\0\0\0\0\0|E:\0\0\0\0\0|H:|S:",
        "Q:COPY t TO STDOUT\0",
        "Q:COPY t FROM STDIN\0|d:1\tone\n2\ttwo\n|c:",
        "Q:COPY t FROM STDIN\0|d:1\tone\n|f:changed my mind\0",
        "P:\0COPY t FROM STDIN\0\0\0|B:\0\0\0\0\0\0\0\0|E:\0\0\0\0\0|S:|d:3\tthree\n|c:|S:",
        "Q:LISTEN here; NOTIFY here, 'text'\0",
        "Q:SELECT repeat('x', 200000)\0",
        "Q:BEGIN; SELECT count(*) FROM t; ROLLBACK\0",
        "Q:SELECT 1; SELECT 1/0; SELECT 2\0",
    ];

    [Test]
    public async Task A_conversation_through_the_recorder_has_the_bytes_of_the_direct_one()
    {
        await using var scene = WireScene.Start(major, "CREATE TABLE t (id int, note text)");
        var server = new NpgsqlConnectionStringBuilder(scene.Database.ConnectionString);
        var direct = Converse(server.Host!, server.Port, scene.Database.Name);
        var through = Converse("127.0.0.1", scene.EndPoint.Port, scene.Database.Name);
        Assert.That(through, Is.EqualTo(direct));
        var seen = await scene.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(seen.Missed, Is.Empty);
            Assert.That(scene.Notes, Is.Empty);
            Assert.That(seen.Texts, Is.EquivalentTo(new[]
            {
                "SELECT 1", "SELECT 'ä', NULL", "TRUNCATE t", "INSERT INTO t VALUES ($1, $2)", "SELECT * FROM t",
                "COPY t TO STDOUT", "COPY t FROM STDIN", "SELECT repeat('x', 200000)", "SELECT count(*) FROM t",
            }));
            Assert.That(seen.Count("SELECT * FROM t"), Is.EqualTo(1), "a portal that goes on is one execution");
            Assert.That(seen.Count("COPY t FROM STDIN"), Is.EqualTo(2), "the one that failed does not count");
            Assert.That(seen.Only("INSERT INTO t VALUES ($1, $2)").Parameters.Select(parameter => parameter.Type), Is.EqualTo(new[] { "integer", "unknown" }));
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_cancel_request_reaches_the_session_that_it_names(bool longKey)
    {
        await using var scene = WireScene.Start(major);
        using var client = Connect("127.0.0.1", scene.EndPoint.Port, scene.Database.Name, longKey ? Version30 + 2 : Version30);
        client.Send(RawClient.Message('Q', "SELECT pg_sleep(60)\0"));
        using (var cancel = new RawClient("127.0.0.1", scene.EndPoint.Port))
        {
            await WaitUntilSleepingAsync(scene.Database);
            cancel.Send(RawClient.Packet((1234 << 16) | 5678, client.Key));
            Assert.That(cancel.ReadByte(), Is.EqualTo(-1));
        }

        var answer = client.ReadUntil('Z').Select(message => Encoding.UTF8.GetString(message));
        Assert.That(answer, Has.Some.Contains("57014"));
        Assert.That(client.Key, Has.Length.EqualTo(longKey && major >= 18 ? 36 : 8));
    }

    private static async Task WaitUntilSleepingAsync(PostgresDatabase database)
    {
        while (database.Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'") == 0)
        {
            await Task.Delay(20);
        }
    }

    private static RawClient Connect(string host, int port, string database, int version)
    {
        var client = new RawClient(host, port);
        client.Send(RawClient.Packet((1234 << 16) | 5680));
        Assert.That(client.ReadByte(), Is.EqualTo('N'));
        client.Send(RawClient.Packet((1234 << 16) | 5679));
        Assert.That(client.ReadByte(), Is.EqualTo('N'));
        client.Send(RawClient.Startup(version, $"user\0postgres\0database\0{database}\0"));
        Assert.That(client.ReadUntil('Z')[^1][0], Is.EqualTo('Z'));
        return client;
    }

    private static string Converse(string host, int port, string database)
    {
        using var client = new RawClient(host, port);
        client.Send(RawClient.Startup(Version30, $"user\0postgres\0database\0{database}\0application_name\0raw\0"));
        var heard = client.ReadUntil('Z');
        foreach (var line in Talk)
        {
            client.Send([.. line.Split('|').SelectMany(part => RawClient.Message(part[0], part[2..]))]);
            heard.AddRange(client.ReadUntil('Z'));
        }

        client.Send(RawClient.Message('X'));
        heard.AddRange(client.ReadUntil('Z'));
        // The process that notifies is another one each time.
        return string.Join('\n', heard.Select(message => message[0] == 'A' ? "A" : Encoding.Latin1.GetString(message)));
    }
}
