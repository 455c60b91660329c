using System.Text.Json;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Ledgers;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Ledger;

/// <summary>Who may do what to a ledger, what of it can be edited unseen, and databases that have none or another one.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ReleaseLedgerRightsTests(int major) : LedgerFixture(major)
{
    /// <summary>Everything that a ledger does with a lease.</summary>
    private static readonly Func<IReleaseLedger, Lease, Task>[] Writing =
    [
        (ledger, lease) => ledger.AcquireLeaseAsync("ci:2", Minute, default),
        (ledger, lease) => ledger.SeizeLeaseAsync("ci:2", Minute, default),
        (ledger, lease) => ledger.RenewAsync(lease, Minute, default),
        (ledger, lease) => ledger.ReleaseLeaseAsync(lease, default),
        (ledger, lease) => ledger.StartAsync(lease, Release("r1"), default),
        (ledger, lease) => ledger.AppendAsync(lease, Note("a"), default),
        (ledger, lease) => ledger.AddEvidenceAsync(lease, "r1", Piece(null), default),
        (ledger, lease) => ledger.ChangeVersionAsync(lease, new(ReleaseLedgerContract.Service, "4.3.0", VersionState.Live), default),
        (ledger, lease) => ledger.RaiseFloorAsync(lease, new(ReleaseLedgerContract.Service, "4.2.0", "long names", default), default),
    ];

    private static readonly Func<IReleaseLedger, Lease, Task>[] Reading =
    [
        (ledger, _) => ledger.ReleasesAsync(default),
        (ledger, _) => ledger.JournalAsync("r1", default),
        (ledger, _) => ledger.EvidenceAsync("r1", default),
        (ledger, _) => ledger.FingerprintAsync(default),
        (ledger, _) => ledger.VersionsAsync(default),
        (ledger, _) => ledger.FloorAsync(ReleaseLedgerContract.Service, default),
    ];

    [Test]
    public async Task An_application_may_nothing_and_a_reader_may_read()
    {
        var lease = await TakeAsync();
        await using var application = LedgerScene.Open(Database, GuardScene.App);
        foreach (var work in Writing.Concat(Reading))
        {
            Assert.That(() => work(application, lease), Refused("42501", "permission denied for schema migration_guard").With.Property("Hint").Contains("GRANT migration_guard_releaser"));
        }

        Database.Execute($"GRANT migration_guard_reader TO {GuardScene.App}");
        try
        {
            foreach (var read in Reading)
            {
                await read(application, lease);
            }

            foreach (var write in Writing)
            {
                Assert.That(() => write(application, lease), Refused("42501", "permission denied for function").With.Property("Hint").Contains("GRANT migration_guard_releaser"));
            }
        }
        finally
        {
            Database.Execute($"REVOKE migration_guard_reader FROM {GuardScene.App}");
        }
    }

    [TestCase("UPDATE migration_guard.release SET state = 'done'")]
    [TestCase("INSERT INTO migration_guard.log SELECT * FROM migration_guard.log")]
    [TestCase("UPDATE migration_guard.lease SET token = 0")]
    [TestCase("SELECT migration_guard.append('release', 'r1', '{}')")]
    [TestCase("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', NULL, NULL)")]
    public void Who_runs_releases_writes_nothing_past_the_functions(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = LedgerScene.Releaser, Pooling = false }.ConnectionString);
        connection.Open();

        Assert.That(GuardScene.Try(connection, sql)?.SqlState, Is.EqualTo("42501"));
    }

    [TestCase("UPDATE migration_guard.log SET details = jsonb_set(details, '{payload}', '{}') WHERE event = 'release' AND subject = 'r1'", "log", "row * of the log: this row was changed")]
    [TestCase("DELETE FROM migration_guard.log WHERE event = 'evidence'", "log", "row * of the log: this row is missing")]
    [TestCase("UPDATE migration_guard.release SET state = 'window-open'", "release", "release r1 is window-open (underway) in its table, and ready (underway) in the log")]
    [TestCase("UPDATE migration_guard.release SET record = jsonb_set(record, '{plan}', '\"x\"')", "release", "release r1 is ready (underway) in its table, and ready (underway) in the log; its plan is another")]
    [TestCase("DELETE FROM migration_guard.release", "release", "release r1 is missing in its table, and ready (underway) in the log")]
    [TestCase("INSERT INTO migration_guard.release (id, service, record, state, standing) VALUES ('r0', 's', '{}', 'done', 'settled')", "release", "release r0 is done (settled) in its table, and missing in the log")]
    [TestCase("UPDATE migration_guard.lease SET token = 0", "release", "the lease has the token 0, and the log knows the token 1")]
    [TestCase("DELETE FROM migration_guard.lease", "release", "the lease is missing")]
    public async Task Edited_tables_are_found_by_the_doctor(string sql, string id, string what)
    {
        var lease = await StartedAsync();
        await Ledger.AppendAsync(lease, Note("a", new("ready", ReleaseStanding.Underway)) with { Payload = JsonElement.Parse("""{ "a": 1 }""") }, default);
        await Ledger.AddEvidenceAsync(lease, "r1", Piece("fine"), default);
        await Ledger.AppendAsync(lease, Note("b"), default);
        await using var guard = new PostgresGuard(Database.Open());
        Assert.That((await guard.ExamineAsync(default)).Select(finding => finding.What), Is.Empty);

        Database.Execute("SET session_replication_role = replica; " + sql);

        var finding = (await guard.ExamineAsync(default)).Single();
        Assert.That((finding.Id, System.Text.RegularExpressions.Regex.Replace(finding.What, "row [0-9]+", "row *")), Is.EqualTo((id, what)));
    }

    [TestCase("DROP SCHEMA migration_guard CASCADE", "there is no guard in database", "guard install")]
    [TestCase("UPDATE migration_guard.setting SET schema_version = 2", "has version 2, this tool works with version", "guard install")]
    [TestCase("UPDATE migration_guard.setting SET schema_version = 99", "has version 99, this tool works with version", "newer tool")]
    [TestCase("DELETE FROM migration_guard.setting", "there is no guard in database", "guard install")]
    [TestCase("DROP FUNCTION migration_guard.acquire_lease(text, interval)", "there is no guard in database", "guard install")]
    public async Task ADatabase_without_a_guard_of_this_version_is_told_what_to_do(string sql, string message, string hint)
    {
        OnCopy();
        Database.Execute("DROP EVENT TRIGGER migration_guard_start; DROP EVENT TRIGGER migration_guard_end; DROP EVENT TRIGGER migration_guard_drop; " + sql);

        Assert.That(() => Ledger.AcquireLeaseAsync("ci:1", Minute, default), Throws.TypeOf<DatabaseException>()
            .With.Message.Contains(message).And.Property("Hint").Contains(hint).And.Property("IsTransient").False);
    }

    [Test]
    public async Task A_guard_that_is_removed_in_between_is_noticed()
    {
        OnCopy();
        await TakeAsync();
        await using (var guard = new PostgresGuard(Database.Open()))
        {
            await guard.RemoveAsync(default);
        }

        Assert.That(() => Ledger.ReleasesAsync(default), Throws.TypeOf<DatabaseException>().With.Message.Contains("there is no guard in database"));
    }
}
