using MigrationGuard.Guarding;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.Recordings;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Recordings;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class LedgerRecordingTests(int major)
{
    private static readonly RecordedVersion Version = new("webshop", "4.2.0", "sha256:4");

    private PostgresDatabase _database = null!;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute($"DO $$ BEGIN IF to_regrole('{GuardScene.App}') IS NULL THEN CREATE ROLE {GuardScene.App} LOGIN; END IF; END $$");
        await using var guard = new PostgresGuard(_database.Open());
        await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Observe }, default);
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        _database?.Execute($"REVOKE migration_guard_application FROM {GuardScene.App}");
        _database?.Dispose();
    }

    [Test]
    public async Task Processes_put_their_recordings_there_and_they_are_read_and_forgotten()
    {
        await using var application = Source(GuardScene.App);
        Assert.That(() => new PostgresRecordings(application).PutAsync(Version, "one", Some(1), default), Throws.TypeOf<DatabaseException>());
        _database.Execute($"GRANT migration_guard_application TO {GuardScene.App}");
        await new PostgresRecordings(application).PutAsync(Version, "one", Some(1), default);
        await new PostgresRecordings(application).PutAsync(Version, "one", Some(2), default);
        await new PostgresRecordings(application).PutAsync(Version, "two", Some(3), default);
        await using var owner = Source(null);
        var (recordings, until) = await new PostgresRecordings(owner).ReadAsync(Version, default);
        Assert.That(Recording.Merge([.. recordings]).Statements.Single().Calls, Is.EqualTo(5));
        await new PostgresRecordings(application).PutAsync(Version, "three", Some(4), default);
        Assert.That(await new PostgresRecordings(owner).ForgetAsync(Version, until, default), Is.EqualTo(2));
        Assert.That((await new PostgresRecordings(owner).ReadAsync(Version, default)).Recordings, Has.Count.EqualTo(1), "what came later stays");
    }

    private PostgresSource Source(string? role)
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = false };
        settings.Username = role ?? settings.Username;
        return PostgresSource.Create(settings.ConnectionString, new PostgresLimits());
    }

    private static Recording Some(long calls) => new()
    {
        First = DateTimeOffset.UnixEpoch,
        Last = DateTimeOffset.UnixEpoch,
        Commands = calls,
        Statements = new[] { new RecordedStatement("SELECT 1", new[] { new ManifestParameter(null, "integer") }, null) { Calls = calls } },
    };
}
