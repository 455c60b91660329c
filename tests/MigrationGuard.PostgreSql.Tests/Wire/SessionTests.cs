using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.Recordings;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class SessionTests(int major)
{
    private string? InitialPath => major >= 18 ? "\"$user\", public" : null;

    [Test]
    public async Task A_session_is_known_by_what_it_started_with_and_what_it_set()
    {
        var sessions = await SessionsAsync("Search Path=shop,public;Timezone=Europe/Berlin", "SET datestyle = 'German'", "SET array_nulls = off");
        Assert.Multiple(() =>
        {
            Assert.That(sessions[0].SearchPath, Is.EqualTo(major >= 18 ? "shop,public" : "shop,public"));
            Assert.That(sessions[0].Settings, Is.EqualTo(new[] { Setting("timezone", "Europe/Berlin") }));
            Assert.That(sessions[1].Settings, Is.EqualTo(new[] { Setting("datestyle", "German, DMY"), Setting("timezone", "Europe/Berlin") }));
            Assert.That(sessions[2].Settings.Select(setting => setting.Key), Is.EqualTo(new[] { "array_nulls", "datestyle", "timezone" }));
        });
    }

    [Test]
    public async Task Settings_in_the_options_of_the_start_count_like_others()
    {
        var session = (await SessionsAsync("Options=-c search_path=shop\\,\\ public --TimeZone=Asia/Tokyo -cxmlbinary=hex")).Single();
        Assert.That(session.SearchPath, Is.EqualTo("shop, public"));
        Assert.That(session.Settings, Is.EqualTo(new[] { Setting("timezone", "Asia/Tokyo"), Setting("xmlbinary", "hex") }));
    }

    [Test]
    public async Task A_role_is_the_one_that_was_set_until_it_is_reset_or_rolled_back()
    {
        var roles = (await SessionsAsync("", "SET ROLE wire_app", "RESET ROLE", "BEGIN", "SET LOCAL ROLE wire_app", "COMMIT", "BEGIN; SET ROLE wire_app", "ROLLBACK", "SET SESSION AUTHORIZATION wire_app", "RESET SESSION AUTHORIZATION"))
            .Select(session => session.Role);
        Assert.That(roles, Is.EqualTo(new[] { "postgres", "wire_app", "postgres", "postgres", "wire_app", "postgres", "wire_app", "postgres", "wire_app", "postgres" }));
    }

    [Test]
    public async Task A_search_path_is_the_one_that_was_set_until_it_is_rolled_back()
    {
        var paths = (await SessionsAsync("", "SET search_path TO shop, \"Other\"", "BEGIN; SET search_path = \"Mixed\"", "ROLLBACK", "RESET search_path")).Select(session => session.SearchPath);
        Assert.That(paths, Is.EqualTo(new[] { InitialPath, "shop, \"Other\"", "\"Mixed\"", "shop, \"Other\"", InitialPath }));
    }

    [Test]
    public async Task A_search_path_set_by_a_function_is_unknown_where_the_server_does_not_report_it()
    {
        await using var scene = WireScene.Start(major);
        await using (var connection = scene.Open())
        {
            await RunAsync(connection, "SET search_path TO shop");
            await RunAsync(connection, "SELECT set_config('search_path', 'a' || 'b', false)");
            await RunAsync(connection, "SELECT 'behind'");
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Only("SELECT 'behind'").Session?.SearchPath, Is.EqualTo(major >= 18 ? "ab" : null));
        Assert.That(scene.Notes, major >= 18 ? Is.Empty : Has.One.Contains("search_path"));
    }

    [Test]
    public async Task A_role_that_the_text_does_not_show_makes_the_session_unknown()
    {
        await using var scene = WireScene.Start(major);
        await using (var connection = scene.Open())
        {
            await RunAsync(connection, "SELECT set_config('ro' || 'le', 'postgres', false)");
            await RunAsync(connection, "SELECT 'behind'");
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Only("SELECT 'behind'").Session, Is.Null);
        Assert.That(scene.Notes, Has.One.Contains("role"));
    }

    [Test]
    public async Task Texts_without_standard_strings_are_missed()
    {
        await using var scene = WireScene.Start(major);
        await using (var connection = scene.Open())
        {
            await RunAsync(connection, "SET standard_conforming_strings = off");
            await RunAsync(connection, "SELECT 'behind'");
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Texts, Has.None.Contains("behind"));
        Assert.That(seen.Missed, Has.One.Contains("standard_conforming_strings"));
    }

    [Test]
    public async Task A_name_prepared_in_SQL_is_never_taken_for_what_the_protocol_prepared_before()
    {
        await using var scene = WireScene.Start(major);
        var server = new NpgsqlConnectionStringBuilder(scene.ConnectionString);
        using (var client = new RawClient("127.0.0.1", server.Port))
        {
            client.Send(RawClient.Startup(3 << 16, $"user\0postgres\0database\0{server.Database}\0"));
            client.ReadUntil('Z');
            foreach (var part in new[] { "P:s1\0SELECT 1\0\0\0|S:", "Q:DEALLOCATE s1\0", "Q:PREPARE s1 AS SELECT 2\0", "B:\0s1\0\0\0\0\0\0\0|E:\0\0\0\0\0|S:" })
            {
                client.Send([.. part.Split('|').SelectMany(message => RawClient.Message(message[0], message[2..]))]);
                Assert.That(client.ReadUntil('Z').Select(message => (char)message[0]), Has.None.EqualTo('E'));
            }
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Count("SELECT 1"), Is.Zero);
        Assert.That(seen.Missed, Has.Count.EqualTo(1));
    }

    // The session behind each statement, asked for by a statement of its own.
    private async Task<List<RecordedSession>> SessionsAsync(string settings, params string[] statements)
    {
        await using var scene = WireScene.Start(major, "DO $$ BEGIN CREATE ROLE wire_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await using (var connection = scene.Open(settings))
        {
            await RunAsync(connection, "SELECT 'mark 0'");
            for (var i = 0; i < statements.Length; i++)
            {
                await RunAsync(connection, statements[i]);
                await RunAsync(connection, $"SELECT 'mark {i + 1}'");
            }
        }

        var seen = await scene.EndAsync();
        Assert.That(seen.Missed, Is.Empty, string.Join('\n', scene.Notes));
        return [.. Enumerable.Range(0, statements.Length + 1).Select(i => seen.Only($"SELECT 'mark {i}'").Session!)];
    }

    private static KeyValuePair<string, string> Setting(string name, string value) => KeyValuePair.Create(name, value);

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
