using System.Globalization;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class TypeNamesTests(int major)
{
    private const string Own = "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE DOMAIN price AS numeric(8,2); CREATE TABLE t (m mood, p price, ms mood[])";

    [Test]
    public void Every_type_of_the_server_has_the_name_that_the_server_gives_it()
    {
        var wrong = Rows("SELECT oid, -1, format_type(oid, -1) FROM pg_type WHERE oid < 10000 AND typtype <> 'c' AND NOT (typelem <> 0 AND oid IN (SELECT typarray FROM pg_type WHERE typtype = 'c'))");
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Lengths_and_precisions_are_written_as_the_server_writes_them()
    {
        string[] types =
        [
            "varchar(20)", "varchar(20)[]", "char(3)", "char", "bpchar", "numeric(10,2)", "numeric(5)", "numeric(3,-2)", "numeric(2,4)", "numeric", "bit(8)", "bit varying(9)", "time(3)",
            "timestamp(0)", "timestamptz(6)", "timetz(2)", "interval(3)", "interval year", "interval day to second(2)", "interval hour to minute", "interval second(0)", "interval month",
            "interval minute to second", "interval day to hour", "interval year to month", "text", "\"char\"",
        ];
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute($"CREATE TABLE t ({string.Join(", ", types.Select((type, number) => string.Create(CultureInfo.InvariantCulture, $"c{number} {type}")))})");
        Assert.That(Rows("SELECT atttypid, atttypmod, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0", database), Is.Empty);
    }

    [Test]
    public async Task Types_of_the_database_are_named_with_their_schema_when_somebody_can_be_asked()
    {
        await using var scene = WireScene.Start(major, Own, names: new ServerNames(PostgresServer.Get(major).ConnectionString));
        var found = await SeeAsync(scene);
        Assert.That(found.Result?.Select(column => column.Type), Is.EqualTo(new[] { "public.mood", "numeric(8,2)", "public.mood[]" }));
        Assert.That(found.Parameters[0].Type, Is.EqualTo("public.mood"));
        Assert.That(scene.Notes, Is.Empty);
    }

    [Test]
    public async Task Types_that_nobody_can_name_are_unknown_and_a_note_says_so()
    {
        await using var scene = WireScene.Start(major, Own);
        var found = await SeeAsync(scene);
        Assert.That(found.Result?.Select(column => column.Type), Is.EqualTo(new[] { "unknown", "numeric(8,2)", "unknown" }));
        Assert.That(found.Parameters[0].Type, Is.EqualTo(ManifestParameter.Unknown));
        Assert.That(scene.Notes, Has.One.Contains("could not be named"));
    }

    private static async Task<Recordings.RecordedCommand> SeeAsync(WireScene scene)
    {
        var mood = scene.Database.Ask<uint>("SELECT 'mood'::regtype::oid");
        using (var client = new RawClient("127.0.0.1", scene.EndPoint.Port))
        {
            client.Send(RawClient.Startup(3 << 16, $"user\0postgres\0database\0{scene.Database.Name}\0"));
            client.ReadUntil('Z');
            byte[] parse = [.. "\0SELECT * FROM t WHERE m = $1\0\0\u0001"u8, (byte)(mood >> 24), (byte)(mood >> 16), (byte)(mood >> 8), (byte)mood];
            client.Send(RawClient.Message('P', parse));
            client.Send(RawClient.Message('B', "\0\0\0\0\0\u0001\0\0\0\u0004good\0\0"));
            client.Send([.. RawClient.Message('D', "P\0"), .. RawClient.Message('E', "\0\0\0\0\0"), .. RawClient.Message('S')]);
            Assert.That(client.ReadUntil('Z').Select(message => (char)message[0]), Has.None.EqualTo('E'));
        }

        return (await scene.EndAsync()).Only("SELECT * FROM t WHERE m = $1");
    }

    private List<string> Rows(string sql, PostgresDatabase? database = null)
    {
        using var connection = new NpgsqlConnection(database?.ConnectionString ?? PostgresServer.Get(major).ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var (wrong, rows) = (new List<string>(), 0);
        for (; reader.Read(); rows++)
        {
            var (oid, name) = (reader.GetFieldValue<uint>(0), reader.GetString(2));
            if (BuiltInTypes.Find(oid, reader.GetInt32(1)) is var found && found != name)
            {
                wrong.Add($"{oid}: {found} instead of {name}");
            }
        }

        Assert.That(rows, Is.GreaterThan(20));
        return wrong;
    }

    private sealed class ServerNames(string server) : ITypeNames
    {
        public string? Find(string database, uint type, int modifier)
        {
            using var names = new PostgresTypeNames(server);
            return names.Find(database, type, modifier);
        }
    }
}
