using System.Diagnostics;
using System.Text.Json;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Ledgers;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Ledger;

/// <summary>What only a server can do to a ledger: others at the same time, lost connections, rights, other versions, edited tables.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ReleaseLedgerServerTests(int major)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private LedgerScene _scene = null!;
    private PostgresReleaseLedger _shared = null!;
    private PostgresDatabase _database = null!;
    private PostgresReleaseLedger _ledger = null!;

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

    [OneTimeSetUp]
    public async Task Install()
    {
        _scene = await LedgerScene.CreateAsync(major);
        _shared = LedgerScene.Open(_scene.Database);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await (_shared?.DisposeAsync() ?? ValueTask.CompletedTask);
        _scene?.Dispose();
    }

    [SetUp]
    public void Open()
    {
        _scene.Reset();
        (_database, _ledger) = (_scene.Database, _shared);
    }

    [TearDown]
    public async Task Close()
    {
        if (_ledger != _shared)
        {
            await _ledger.DisposeAsync();
            _database.Dispose();
        }
    }

    [Test]
    public async Task Of_many_that_ask_at_once_one_gets_the_lease_and_the_others_hear_of_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => _ledger.AcquireLeaseAsync(FormattableString.Invariant($"ci:{number}"), Minute, default)));

        var taken = answers.OfType<LeaseAnswer.Taken>().Single().Lease;
        Assert.That(answers.OfType<LeaseAnswer.Busy>().Select(busy => busy.Holder), Has.Exactly(11).EqualTo(taken.Holder));
        Assert.That(answers.OfType<LeaseAnswer.Busy>().Select(busy => busy.Age), Is.All.InRange(TimeSpan.Zero, Minute));
    }

    [Test]
    public async Task Of_many_that_seize_at_once_the_last_one_has_it_and_every_token_is_another()
    {
        var leases = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => _ledger.SeizeLeaseAsync(FormattableString.Invariant($"ada:{number}"), Minute, default)));

        Assert.That(leases.Select(lease => lease.Token), Is.Unique);
        var youngest = leases.MaxBy(lease => lease.Token)!;
        await _ledger.RenewAsync(youngest, Minute, default);
        foreach (var lease in leases.Except([youngest]))
        {
            Assert.That(() => _ledger.RenewAsync(lease, Minute, default), Throws.TypeOf<LeaseLostException>().With.Message.Contains(youngest.Holder));
        }
    }

    [Test]
    public async Task A_lease_of_a_moment_ends_by_the_clock_of_the_server()
    {
        var lease = ((LeaseAnswer.Taken)await _ledger.AcquireLeaseAsync("ci:1", TimeSpan.FromMilliseconds(50), default)).Lease;
        await Task.Delay(TimeSpan.FromMilliseconds(80), TimeProvider.System);

        Assert.That(() => _ledger.AppendAsync(lease, Note("a"), default), Throws.TypeOf<LeaseLostException>());
        Assert.That(await _ledger.AcquireLeaseAsync("ci:2", Minute, default), Is.InstanceOf<LeaseAnswer.Taken>());
    }

    [Test]
    public async Task Of_two_releases_that_start_at_once_one_does()
    {
        var lease = await TakeAsync();

        var answers = await Task.WhenAll(_ledger.StartAsync(lease, Release("r1"), default), _ledger.StartAsync(lease, Release("r2"), default));

        Assert.That(answers.Select(answer => answer.GetType()), Is.EquivalentTo(new[] { typeof(StartAnswer.Started), typeof(StartAnswer.Underway) }));
    }

    [Test]
    public async Task The_same_note_from_many_at_once_is_one_row_of_a_whole_log()
    {
        var lease = await StartedAsync();

        var entries = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => _ledger.AppendAsync(lease, Note(FormattableString.Invariant($"key {number % 6}")), default)));

        Assert.That(entries.Select(entry => entry.Sequence).Distinct().Count(), Is.EqualTo(6));
        Assert.That(await _ledger.JournalAsync("r1", default), Has.Count.EqualTo(6));
        Assert.That(Ask("SELECT coalesce((SELECT problem FROM migration_guard.verify_log()), 'whole')"), Is.EqualTo("whole"));
    }

    [Test]
    public async Task A_connection_killed_in_the_middle_of_a_note_leaves_nothing_of_it_and_holds_nobody_up()
    {
        var lease = await StartedAsync();
        using var other = _database.Open();
        using var blocking = other.BeginTransaction();
        GuardScene.Run(other, "SELECT FROM migration_guard.log_head FOR UPDATE");
        var writing = _ledger.AppendAsync(lease, Note("a", new("ready", ReleaseStanding.Underway)), default);
        await KillAsync();
        await KillAsync();
        var lost = Assert.ThrowsAsync<DatabaseException>(() => writing)!;
        await blocking.RollbackAsync();

        Assert.That((lost.IsConnectionLost, lost.WhileCommitting, lost.SqlState), Is.EqualTo((true, true, "57P01")));
        Assert.That(await _ledger.JournalAsync("r1", default), Is.Empty);
        Assert.That((await _ledger.ReleasesAsync(default)).Single().Progress.State, Is.EqualTo("draft"));
        await _ledger.AppendAsync(lease, Note("a", new("ready", ReleaseStanding.Underway)), default);
        Assert.That((await _ledger.ReleasesAsync(default)).Single().Progress.State, Is.EqualTo("ready"));
    }

    [Test]
    public async Task Connections_that_ended_while_nobody_used_them_are_not_noticed()
    {
        var lease = await StartedAsync();
        _database.Execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        await _ledger.AppendAsync(lease, Note("a"), default);

        Assert.That(await _ledger.JournalAsync("r1", default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_change_of_a_version_that_waits_for_a_judgement_does_not_keep_the_lease_from_others()
    {
        var lease = await TakeAsync();
        using var other = _database.Open();
        using var judging = other.BeginTransaction();
        GuardScene.Run(other, "SELECT FROM migration_guard.epoch FOR UPDATE");
        var change = _ledger.ChangeVersionAsync(lease, new(ReleaseLedgerContract.Service, "4.3.0", VersionState.Live), default);
        await WaitingAsync();

        var seized = await _ledger.SeizeLeaseAsync("ada:2", Minute, default).WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System);
        await judging.RollbackAsync();

        Assert.That(() => change, Throws.TypeOf<LeaseLostException>().With.Message.Contains("ada:2"));
        Assert.That((await _ledger.VersionsAsync(default))[2].State, Is.EqualTo(VersionState.Published));
        Assert.That(seized.Token, Is.GreaterThan(lease.Token));
    }

    [Test]
    public async Task Settings_of_the_database_for_transactions_change_nothing()
    {
        await OnCopyAsync();
        _database.Execute($"""
            ALTER DATABASE {_database.Name} SET default_transaction_isolation = 'serializable';
            ALTER DATABASE {_database.Name} SET default_transaction_read_only = on;
            ALTER DATABASE {_database.Name} SET TimeZone = 'Asia/Tokyo';
            ALTER DATABASE {_database.Name} SET DateStyle = 'German';
            ALTER DATABASE {_database.Name} SET IntervalStyle = 'sql_standard';
            """);
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => _ledger.AcquireLeaseAsync(FormattableString.Invariant($"ci:{number}"), Minute, default)));

        var lease = answers.OfType<LeaseAnswer.Taken>().Single().Lease;
        await _ledger.StartAsync(lease, Release("r1"), default);
        var entries = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _ledger.AppendAsync(lease, Note(FormattableString.Invariant($"{number}")), default)));
        Assert.That(entries.Select(entry => entry.Sequence), Is.Unique);
    }

    [Test]
    public async Task Whoever_took_the_lease_from_somebody_is_in_the_log()
    {
        await TakeAsync();
        await _ledger.SeizeLeaseAsync("ada:2", Minute, default);

        Assert.That(Ask("SELECT who || ': ' || (details ->> 'holder') || ' from ' || (details ->> 'before') FROM migration_guard.log WHERE event = 'seize'"), Is.EqualTo($"{LedgerScene.Releaser}: ada:2 from ci:1"));
    }

    [Test]
    public async Task A_character_that_the_server_cannot_store_is_replaced()
    {
        var lease = await StartedAsync();
        await _ledger.AddEvidenceAsync(lease, "r1", Piece("a\0b \\u0000 \uD800"), default);
        await _ledger.AppendAsync(lease, Note("a") with { Payload = JsonElement.Parse("""{ "out": "x\u0000\\u0000" }""") }, default);

        Assert.That((await _ledger.EvidenceAsync("r1", default)).Single().Detail, Is.EqualTo("a\uFFFDb \\u0000 \uFFFD"));
        Assert.That((await _ledger.JournalAsync("r1", default)).Single().Payload.GetProperty("out").GetString(), Is.EqualTo("x\uFFFD\\u0000"));
    }

    [Test]
    public async Task What_is_not_there_is_named()
    {
        var lease = await StartedAsync();

        Assert.That(() => _ledger.ChangeVersionAsync(lease, new(ReleaseLedgerContract.Service, "9.9", VersionState.Live), default), Refused("P0002", "version 9.9 of webshop is not published here"));
        Assert.That(() => _ledger.RaiseFloorAsync(lease, new(ReleaseLedgerContract.Service, "9.9", "x", default), default), Refused("P0002", "version 9.9 of webshop is not published here"));
        Assert.That(() => _ledger.AppendAsync(lease, Note("a", new("done", ReleaseStanding.Settled)) with { Release = "r9" }, default), Refused("P0002", "there is no release r9"));
        Assert.That(() => _ledger.AddEvidenceAsync(lease, "r9", Piece(null), default), Refused("P0002", "there is no release r9"));
        Assert.That(() => _ledger.AcquireLeaseAsync("ci:1", TimeSpan.Zero, default), Refused("22023", "a lease has a holder and a duration above zero"));
    }

    [Test]
    public async Task The_fingerprint_is_that_of_the_schema_without_the_ledger()
    {
        await OnCopyAsync();
        var before = await _ledger.FingerprintAsync(default);
        await StartedAsync();
        Assert.That(await _ledger.FingerprintAsync(default), Is.EqualTo(before));

        _database.Execute("CREATE TABLE more (id int)");
        Assert.That(await _ledger.FingerprintAsync(default), Is.Not.EqualTo(before));
        await using var owner = LedgerScene.Open(_database, "postgres");
        Assert.That(await owner.FingerprintAsync(default), Is.EqualTo(await _ledger.FingerprintAsync(default)));
    }

    [Test]
    public async Task An_application_may_nothing_and_a_reader_may_read()
    {
        var lease = await TakeAsync();
        await using var application = LedgerScene.Open(_database, GuardScene.App);
        foreach (var work in Writing.Concat(Reading))
        {
            Assert.That(() => work(application, lease), Refused("42501", "permission denied for schema migration_guard").With.Property("Hint").Contains("GRANT migration_guard_releaser"));
        }

        _database.Execute($"GRANT migration_guard_reader TO {GuardScene.App}");
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
            _database.Execute($"REVOKE migration_guard_reader FROM {GuardScene.App}");
        }
    }

    [TestCase("UPDATE migration_guard.release SET state = 'done'")]
    [TestCase("INSERT INTO migration_guard.log SELECT * FROM migration_guard.log")]
    [TestCase("UPDATE migration_guard.lease SET token = 0")]
    [TestCase("SELECT migration_guard.append('release', 'r1', '{}')")]
    [TestCase("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', NULL, NULL)")]
    public void Who_runs_releases_writes_nothing_past_the_functions(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = LedgerScene.Releaser, Pooling = false }.ConnectionString);
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
        await _ledger.AppendAsync(lease, Note("a", new("ready", ReleaseStanding.Underway)) with { Payload = JsonElement.Parse("""{ "a": 1 }""") }, default);
        await _ledger.AddEvidenceAsync(lease, "r1", Piece("fine"), default);
        await _ledger.AppendAsync(lease, Note("b"), default);
        await using var guard = new PostgresGuard(_database.Open());
        Assert.That((await guard.ExamineAsync(default)).Select(finding => finding.What), Is.Empty);

        _database.Execute("SET session_replication_role = replica; " + sql);

        var finding = (await guard.ExamineAsync(default)).Single();
        Assert.That((finding.Id, System.Text.RegularExpressions.Regex.Replace(finding.What, "row [0-9]+", "row *")), Is.EqualTo((id, what)));
    }

    [TestCase("DROP SCHEMA migration_guard CASCADE", "there is no guard in database", "guard install")]
    [TestCase("UPDATE migration_guard.setting SET schema_version = 2", "has version 2, this tool works with version", "guard install")]
    [TestCase("UPDATE migration_guard.setting SET schema_version = 99", "has version 99, this tool works with version", "newer tool")]
    [TestCase("DELETE FROM migration_guard.setting", "there is no guard in database", "guard install")]
    [TestCase("DROP FUNCTION migration_guard.acquire_lease(text, interval)", "there is no guard in database", "guard install")]
    public async Task A_database_without_a_guard_of_this_version_is_told_what_to_do(string sql, string message, string hint)
    {
        await OnCopyAsync();
        _database.Execute("DROP EVENT TRIGGER migration_guard_start; DROP EVENT TRIGGER migration_guard_end; DROP EVENT TRIGGER migration_guard_drop; " + sql);

        Assert.That(() => _ledger.AcquireLeaseAsync("ci:1", Minute, default), Throws.TypeOf<DatabaseException>()
            .With.Message.Contains(message).And.Property("Hint").Contains(hint).And.Property("IsTransient").False);
    }

    [Test]
    public async Task A_guard_that_is_removed_in_between_is_noticed()
    {
        await OnCopyAsync();
        await TakeAsync();
        await using (var guard = new PostgresGuard(_database.Open()))
        {
            await guard.RemoveAsync(default);
        }

        Assert.That(() => _ledger.ReleasesAsync(default), Throws.TypeOf<DatabaseException>().With.Message.Contains("there is no guard in database"));
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_an_error_that_may_pass()
    {
        var closed = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Port = 1 }.ConnectionString;
        await using var ledger = new PostgresReleaseLedger(Postgres.PostgresSource.Create(closed, new Postgres.PostgresLimits()));
        var started = Stopwatch.GetTimestamp();

        Assert.That(() => ledger.ReleasesAsync(default), Throws.TypeOf<DatabaseException>().With.Property("IsTransient").True.And.Property("IsConnectionLost").True);
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    private static NUnit.Framework.Constraints.Constraint Refused(string state, string message) =>
        Throws.TypeOf<DatabaseException>().With.Property("SqlState").EqualTo(state).And.Message.Contains(message);

    private static ReleaseRecord Release(string id) => new()
    {
        Id = id,
        Service = ReleaseLedgerContract.Service,
        Old = new("4.2.0", "sha256:4.2.0", "blue"),
        New = new("4.3.0", "sha256:4.3.0", "green"),
        Plan = "sha256:plan",
        PlannedOn = "sha256:before",
        StartedAt = default,
        StartedBy = "ada",
    };

    private static JournalNote Note(string key, ReleaseProgress? progress = null) =>
        new("r1", JournalKind.Observation, key, JsonElement.Parse("{}")) { Key = key, At = default, Progress = progress };

    private static Evidence Piece(string? detail) => new("proof", "4.3.0", "sha256:4.3.0", "sha256:schema", 7, default, default, EvidenceVerdict.Pass, "judge", detail);

    private async Task<Lease> TakeAsync() => ((LeaseAnswer.Taken)await _ledger.AcquireLeaseAsync("ci:1", Minute, default)).Lease;

    private async Task<Lease> StartedAsync()
    {
        var lease = await TakeAsync();
        await _ledger.StartAsync(lease, Release("r1"), default);
        return lease;
    }

    // On a connection of its own: within a transaction the server shows the activity of its beginning.
    private async Task WaitingAsync(string then = "pid")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await using var connection = _database.Open();
        await using var command = new NpgsqlCommand($"SELECT {then} FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
        while (await command.ExecuteScalarAsync(limit.Token) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }

    private Task KillAsync() => WaitingAsync("pg_terminate_backend(pid, 5000)");

    private async Task OnCopyAsync()
    {
        await _shared.DisposeAsync();
        _shared = LedgerScene.Open(_scene.Database);
        _database = _scene.Copy();
        _ledger = LedgerScene.Open(_database);
    }

    private string Ask(string sql)
    {
        using var connection = _database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (string)command.ExecuteScalar()!;
    }
}
