using System.Globalization;
using MigrationGuard.Gate.Replays;
using MigrationGuard.Gate.Replays.Recordings;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Activity;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Http;
using Npgsql;

namespace MigrationGuard.Gate.Tests.Replays;

/// <summary>Two applications with pools of their own on one database.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class RealReplayTests(int major)
{
    private string _folder = null!;
    private PostgresDatabase _database = null!;
    private PostgresSource _source = null!;
    private NpgsqlDataSource _blue = null!;
    private NpgsqlDataSource _green = null!;
    private string _column = "total";

    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("replay").FullName;
        _column = "total";
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute("CREATE TABLE orders (id int PRIMARY KEY, total numeric(10,2), gross numeric(10,2), visits int DEFAULT 0); INSERT INTO orders SELECT n, n, n * 1.19 FROM generate_series(1, 50) AS n");
        _source = PostgresSource.Create(_database.ConnectionString, new());
        (_blue, _green) = (Application("webshop-blue"), Application("webshop-green"));
    }

    [TearDown]
    public async Task TearDown()
    {
        await _blue.DisposeAsync();
        await _green.DisposeAsync();
        await _source.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, true);
    }

    [Test]
    public async Task Two_versions_that_read_the_same_pass_and_one_that_reads_another_column_fails()
    {
        Record([.. Enumerable.Range(1, 50).Select(id => $"/orders/{id.ToString(CultureInfo.InvariantCulture)}")]);
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Pass), pieces[1].Detail);
        Assert.That(pieces[1].Detail, Does.Contain("50 of 50 recorded requests were sent").And.Match("; nothing was written: |; in [0-9]+ looks no session of webshop-green was seen to write"));

        _column = "gross";
        pieces = await Collect();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Pass, EvidenceVerdict.Fail }));
        Assert.That(pieces[1].Detail, Does.Match(@"^it answers otherwise than the old version, GET /orders/\{n\}: \$\.total in 50 of 50 \(the old version from itself: 0\), e\.g\. GET /orders/\d+; "));
    }

    [Test]
    public async Task A_request_that_writes_is_seen_and_ends_it()
    {
        Record([.. Enumerable.Range(1, 50).Select(id => $"/visits/{id.ToString(CultureInfo.InvariantCulture)}")]);
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(pieces[1].Detail, Does.StartWith("a session of the new version wrote while requests were replayed (UPDATE), so it was ended"));
    }

    private NpgsqlDataSource Application(string name) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { ApplicationName = name });

    private void Record(params string[] paths) => File.WriteAllBytes(Path.Combine(_folder, "a.gor"), RecordingText.GoReplay(paths.Select(path => new RecordedRequest("GET", path))));

    private async Task<IReadOnlyList<Ledgers.Evidence>> Collect()
    {
        using var blue = new TestDoor(request => Answer(_blue, ("4.2.0", "total"), request));
        using var green = new TestDoor(request => Answer(_green, ("4.3.0", _column), request));
        var evidence = new ReplayEvidence(Requests.Means, [new("browse", "*.gor") { Directory = _folder }], new() { Slots = Requests.Slots(blue.Url, green.Url), Writes = new PostgresWriteActivity(_source) });
        return await evidence.CollectAsync(Requests.One, default);
    }

    private static TestAnswer Answer(NpgsqlDataSource database, (string Label, string Column) version, SmallRequest request)
    {
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        using var command = new NpgsqlCommand($"SELECT row_to_json(o) FROM (SELECT id, {version.Column} AS total, now() AS asked FROM orders WHERE id = $1) AS o", connection);
        command.Parameters.Add(new() { Value = int.Parse(request.Path.Split('/')[^1], CultureInfo.InvariantCulture) });
        if (request.Path.StartsWith("/visits", StringComparison.Ordinal) && version.Label == "4.3.0")
        {
            command.CommandText = "UPDATE orders SET visits = visits + 1 WHERE id = $1 RETURNING row_to_json(orders), pg_sleep(0.06)";
        }

        var order = (string)command.ExecuteScalar()!;
        transaction.Commit();
        return new(version.Label, Body: order) { Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } };
    }
}
