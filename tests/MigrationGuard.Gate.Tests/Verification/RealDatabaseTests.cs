using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Gate.Watching;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Activity;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Http;
using Npgsql;

namespace MigrationGuard.Gate.Tests.Verification;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class RealDatabaseTests(int major)
{
    private PostgresDatabase _database = null!;
    private PostgresSource _source = null!;

    private string Role => $"{_database.Name}_app";

    [SetUp]
    public void SetUp()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute($"CREATE TABLE users (id int PRIMARY KEY, username text); CREATE ROLE {Role} LOGIN; GRANT SELECT ON users TO {Role}");
        _source = PostgresSource.Create(_database.ConnectionString, new());
    }

    [TearDown]
    public async Task TearDown()
    {
        await _source.DisposeAsync();
        _database.Dispose();
        await using var connection = new NpgsqlConnection(PostgresServer.Get(major).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP ROLE {Role}", connection);
        await command.ExecuteNonQueryAsync();
    }

    [Test]
    public async Task Only_the_path_that_reads_a_table_is_evidence()
    {
        await using var blue = Application("webshop-blue");
        await using var green = Application("webshop-green");
        using var blueDoor = Door(blue, "4.2.0");
        using var greenDoor = Door(green, "4.3.0");
        var settings = new HttpEvidenceSettings { Slots = Requests.Slots(blueDoor.Url, greenDoor.Url), Probes = [new("users", "/users"), new("health", "/health")] };
        var pieces = await new HttpEvidence(Means, settings, new PostgresSessionActivity(_source)).CollectAsync(await RequestAsync(), default);
        Assert.That(pieces.Select(piece => (piece.Kind, piece.Version, piece.Verdict)), Is.EqualTo(new[]
        {
            ("http:users", "4.2.0", EvidenceVerdict.Pass), ("http:users", "4.3.0", EvidenceVerdict.Pass), ("http:health", "4.2.0", EvidenceVerdict.Fail), ("http:health", "4.3.0", EvidenceVerdict.Fail),
        }), string.Join("\n", pieces.Select(piece => piece.Detail)));
    }

    [Test]
    public async Task One_idle_worker_of_the_old_version_is_found_until_it_is_gone()
    {
        var old = new OldSessions(new() { Slots = Requests.Slots(TestDoor.Closed(), TestDoor.Closed()), OtherNames = ["webshop-worker-{version}"] }, new PostgresSessionActivity(_source), TimeProvider.System);
        await using (var worker = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { ApplicationName = "webshop-worker-4.2.0", Pooling = false }.ConnectionString))
        {
            await worker.OpenAsync();
            var seen = await old.ObserveAsync(World.Release, default);
            Assert.That(seen.Sight, Is.EqualTo(OldSight.Alive));
            Assert.That(seen.Why, Does.Match($@"^connected as 4\.2\.0: process {worker.ProcessID} \(webshop-worker-4\.2\.0, \w+\), host \S+, idle, connected for \d+ s$"));
        }

        var gone = await old.ObserveAsync(World.Release, default);
        for (var round = 0; round < 100 && gone.Sight == OldSight.Alive; round++)
        {
            await Task.Delay(50);
            gone = await old.ObserveAsync(World.Release, default);
        }

        Assert.That(gone.Sight, Is.EqualTo(OldSight.Gone), gone.Why);
    }

    [Test]
    public async Task Proofs_of_both_versions_come_from_the_judge_of_the_database()
    {
        await using (var guard = new PostgresGuard(_database.Open()))
        {
            await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Observe }, default);
        }

        await PublishAsync("4.2.0", "SELECT username FROM users");
        await PublishAsync("4.3.0", "SELECT id FROM users");
        var proofs = new ProofEvidence(Means, new ProofMeans
        {
            Judge = async token => await PostgresJudge.BeginAsync(await _source.OpenAsync(token), token),
            Server = _ => Task.FromResult($"postgresql {major}"),
            Unknown = token => StoredPolicy.UnknownAsync(_source, token),
        });
        var pieces = await proofs.CollectAsync(await RequestAsync(), default);
        Assert.That(pieces.Select(piece => (piece.Version, piece.Verdict)), Is.EqualTo(new[] { ("4.2.0", EvidenceVerdict.Pass), ("4.3.0", EvidenceVerdict.Pass) }), string.Join("\n", pieces.Select(piece => piece.Detail)));

        _database.Execute("ALTER TABLE users RENAME username TO handle");
        pieces = await proofs.CollectAsync(await RequestAsync(), default);
        Assert.That(pieces.Select(piece => (piece.Version, piece.Verdict)), Is.EqualTo(new[] { ("4.2.0", EvidenceVerdict.Fail), ("4.3.0", EvidenceVerdict.Pass) }));
        Assert.That(pieces[0].Detail, Does.StartWith("1 of 1 statement failing on this schema: Users.cs:7 \"SELECT username FROM users\" (42703 column \"username\" does not exist"));
    }

    private async Task PublishAsync(string label, string sql)
    {
        var builder = new ManifestBuilder(new StatementManifest { Service = "webshop", Label = label, Digest = $"sha256:{label}", Role = Role, SearchPath = "public" });
        Assert.That(builder.Add(sql, [], new StatementOrigin("Users.cs", 7)), Is.Null);
        await using var judge = await PostgresJudge.BeginAsync(_database.Open(), default);
        await judge.PublishAsync(ManifestFile.ToJson(builder.Build()), default);
        await judge.CommitAsync(default);
    }

    private NpgsqlDataSource Application(string name) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { ApplicationName = name });

    // Both paths answer with an open pool behind them; only one uses it.
    private static TestDoor Door(NpgsqlDataSource database, string release)
    {
        Read(database);
        return new(request =>
        {
            if (request.Path == "/users")
            {
                Read(database);
            }

            return new(release);
        });
    }

    private static void Read(NpgsqlDataSource database)
    {
        using var command = database.CreateCommand("SELECT count(*) FROM users");
        command.ExecuteScalar();
    }

    private async Task<string> FingerprintAsync(CancellationToken cancellation)
    {
        await using var connection = await _source.OpenAsync(cancellation);
        return (await SnapshotReader.ReadAsync(connection, cancellation)).Fingerprint.Value;
    }

    private EvidenceMeans Means => new() { Fingerprint = FingerprintAsync };

    private async Task<Gate.Running.EvidenceRequest> RequestAsync() => Requests.One with { Fingerprint = await FingerprintAsync(default) };
}
