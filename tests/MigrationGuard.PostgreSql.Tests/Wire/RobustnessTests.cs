using System.Net;
using System.Net.Sockets;
using System.Text;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.Recordings;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Http;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

public sealed class RobustnessTests
{
    private static int Major => PostgresServer.Majors[0];

    [Test]
    public async Task A_server_that_is_down_is_named_in_an_error_of_PostgreSQL()
    {
        var port = FreePort.Find();
        await using var recorder = WireRecorder.Start(new WireRecorderOptions { Server = new DnsEndPoint("127.0.0.1", port) }, new SeenStatements());
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={recorder.EndPoint.Port};Username=postgres;Pooling=false;SSL Mode=Disable");
        var error = Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.That(error!.SqlState, Is.EqualTo("08001"));
        Assert.That(error.MessageText, Does.Contain("recorder of MigrationGuard").And.Contain($"127.0.0.1:{port}").And.Contain("refused"));
    }

    [Test]
    public async Task A_port_in_use_is_said()
    {
        await using var recorder = WireRecorder.Start(new WireRecorderOptions { Server = new DnsEndPoint("127.0.0.1", 1) }, new SeenStatements());
        var again = new WireRecorderOptions { Server = new DnsEndPoint("127.0.0.1", 1), Listen = recorder.EndPoint };
        Assert.That(() => WireRecorder.Start(again, new SeenStatements()), Throws.InstanceOf<WireException>().With.Message.Contains(recorder.EndPoint.ToString()));
    }

    [Test]
    public async Task A_file_of_roots_that_is_none_is_said()
    {
        var options = new WireRecorderOptions { Server = new DnsEndPoint("127.0.0.1", 1), RootCertificate = "/nowhere/root.pem" };
        Assert.That(() => WireRecorder.Start(options, new SeenStatements()), Throws.InstanceOf<WireException>().With.Message.Contains("/nowhere/root.pem"));
        await Task.CompletedTask;
    }

    [Test]
    public async Task A_client_that_sends_rubbish_is_closed_and_others_go_on()
    {
        await using var scene = WireScene.Start(Major);
        await using var connection = scene.Open();
        foreach (var rubbish in new[] { "GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0002\0\u0001\0", "\0\0\0\u0008\0\0\0\0", "\0\0" })
        {
            using var client = new RawClient("127.0.0.1", scene.EndPoint.Port);
            client.Send(Encoding.Latin1.GetBytes(rubbish));
            client.EndSending();
            var answer = client.ReadUntil('E').Select(message => Encoding.UTF8.GetString(message)).ToArray();
            Assert.That(answer, rubbish.Length > 4 ? Has.One.Contains("08P01") : Is.Empty);
        }

        await using var command = new NpgsqlCommand("SELECT 1", connection);
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Rubbish_inside_a_session_gets_the_answer_of_the_server()
    {
        await using var scene = WireScene.Start(Major);
        using var client = new RawClient("127.0.0.1", scene.EndPoint.Port);
        client.Send(RawClient.Startup(3 << 16, $"user\0postgres\0database\0{scene.Database.Name}\0"));
        client.ReadUntil('Z');
        client.Send("?\0\0\0\u0001 what is this"u8);
        Assert.That(client.ReadUntil('Z').Select(message => Encoding.UTF8.GetString(message)), Has.One.Contains("08P01"));
    }

    [Test]
    public async Task A_recorder_that_fails_disturbs_nobody()
    {
        var server = new NpgsqlConnectionStringBuilder(PostgresServer.Get(Major).ConnectionString);
        await using var recorder = WireRecorder.Start(new WireRecorderOptions { Server = new DnsEndPoint(server.Host!, server.Port) }, new Failing());
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "127.0.0.1", Port = recorder.EndPoint.Port, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        for (var i = 0; i < 10; i++)
        {
            await using var command = new NpgsqlCommand("SELECT $1", connection) { Parameters = { new() { Value = i } } };
            Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(i));
        }

        Assert.That(recorder.Notes, Has.One.Contains("could not be recorded").And.None.Contains("followed"));
    }

    [Test]
    public async Task A_thousand_clients_are_served_at_the_same_time_and_more_are_refused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(1_100);
        var server = Task.Run(() => AnswerAsync(listener));
        var options = new WireRecorderOptions { Server = new DnsEndPoint("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port), Connections = 1_000, Encryption = WireEncryption.Disable };
        await using var recorder = WireRecorder.Start(options, new SeenStatements());
        var clients = new List<RawClient>();
        try
        {
            for (var i = 0; i < 1_000; i++)
            {
                clients.Add(new RawClient("127.0.0.1", recorder.EndPoint.Port));
                clients[i].Send(RawClient.Startup(3 << 16, "user\0x\0"));
            }

            clients.ForEach(client => Assert.That(client.ReadUntil('Z'), Has.Count.EqualTo(1)));
            using var another = new RawClient("127.0.0.1", recorder.EndPoint.Port);
            Assert.That(another.ReadUntil('E').Select(message => Encoding.UTF8.GetString(message)), Has.One.Contains("53300"));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        listener.Stop();
        await server;
    }

    [Test]
    public async Task A_replication_connection_passes_and_is_not_recorded()
    {
        await using var scene = WireScene.Start(Major);
        using (var client = new RawClient("127.0.0.1", scene.EndPoint.Port))
        {
            client.Send(RawClient.Startup(3 << 16, $"user\0postgres\0database\0{scene.Database.Name}\0replication\0database\0"));
            client.ReadUntil('Z');
            client.Send(RawClient.Message('Q', "IDENTIFY_SYSTEM\0"));
            Assert.That(client.ReadUntil('Z').Select(message => (char)message[0]), Has.Some.EqualTo('D'));
        }

        var seen = await scene.EndAsync();
        Assert.That((seen.Commands, seen.Missed.Count), Is.EqualTo((Array.Empty<RecordedCommand>(), 0)));
        Assert.That(scene.Notes, Has.One.Contains("replication"));
    }

    [Test]
    public async Task Ending_the_recorder_closes_clients_that_are_connected()
    {
        await using var scene = WireScene.Start(Major);
        using var client = new RawClient("127.0.0.1", scene.EndPoint.Port);
        client.Send(RawClient.Startup(3 << 16, $"user\0postgres\0database\0{scene.Database.Name}\0"));
        client.ReadUntil('Z');
        await scene.EndAsync();
        Assert.That(client.ReadUntil('Z'), Is.Empty);
    }

    [Test]
    public async Task A_client_that_says_no_more_still_reads_its_answer()
    {
        await using var scene = WireScene.Start(Major);
        using var client = new RawClient("127.0.0.1", scene.EndPoint.Port);
        client.Send(RawClient.Startup(3 << 16, $"user\0postgres\0database\0{scene.Database.Name}\0"));
        client.ReadUntil('Z');
        client.Send(RawClient.Message('Q', "SELECT pg_sleep(0.3)\0"));
        client.EndSending();
        Assert.That(client.ReadUntil('Z').Select(message => (char)message[0]), Is.EqualTo(new[] { 'T', 'D', 'C', 'Z' }));
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        try
        {
            for (var kept = new List<TcpClient>(); ;)
            {
                var client = await listener.AcceptTcpClientAsync();
                kept.Add(client);
                await client.GetStream().WriteAsync(RawClient.Message('Z', "I"));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private sealed class Failing : IStatementRecorder
    {
        public bool TryCount(string text, int types) => throw new InvalidOperationException("It always fails.");

        public void Add(RecordedCommand command, int types) => throw new InvalidOperationException("It always fails.");

        public void Miss(string reason) => throw new InvalidOperationException("It always fails.");
    }
}
