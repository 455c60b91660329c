using System.Diagnostics;
using System.Text.Json;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Ledgers;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Ledger;

/// <summary>What a server brings to a ledger: others at the same time, lost connections, settings, a clock.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ReleaseLedgerServerTests(int major) : LedgerFixture(major)
{
    [Test]
    public async Task Of_many_that_ask_at_once_one_gets_the_lease_and_the_others_hear_of_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Ledger.AcquireLeaseAsync(FormattableString.Invariant($"ci:{number}"), Minute, default)));

        var taken = answers.OfType<LeaseAnswer.Taken>().Single().Lease;
        Assert.That(answers.OfType<LeaseAnswer.Busy>().Select(busy => busy.Holder), Has.Exactly(11).EqualTo(taken.Holder));
        Assert.That(answers.OfType<LeaseAnswer.Busy>().Select(busy => busy.Age), Is.All.InRange(TimeSpan.Zero, Minute));
    }

    [Test]
    public async Task Of_many_that_seize_at_once_the_last_one_has_it_and_every_token_is_another()
    {
        var leases = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Ledger.SeizeLeaseAsync(FormattableString.Invariant($"ada:{number}"), Minute, default)));

        Assert.That(leases.Select(lease => lease.Token), Is.Unique);
        var youngest = leases.MaxBy(lease => lease.Token)!;
        await Ledger.RenewAsync(youngest, Minute, default);
        foreach (var lease in leases.Except([youngest]))
        {
            Assert.That(() => Ledger.RenewAsync(lease, Minute, default), Throws.TypeOf<LeaseLostException>().With.Message.Contains(youngest.Holder));
        }
    }

    [Test]
    public async Task A_lease_of_a_moment_ends_by_the_clock_of_the_server()
    {
        var lease = ((LeaseAnswer.Taken)await Ledger.AcquireLeaseAsync("ci:1", TimeSpan.FromMilliseconds(50), default)).Lease;
        await Task.Delay(TimeSpan.FromMilliseconds(80), TimeProvider.System);

        Assert.That(() => Ledger.AppendAsync(lease, Note("a"), default), Throws.TypeOf<LeaseLostException>());
        Assert.That(await Ledger.AcquireLeaseAsync("ci:2", Minute, default), Is.InstanceOf<LeaseAnswer.Taken>());
    }

    [Test]
    public async Task Of_two_releases_that_start_at_once_one_does()
    {
        var lease = await TakeAsync();

        var answers = await Task.WhenAll(Ledger.StartAsync(lease, Release("r1"), default), Ledger.StartAsync(lease, Release("r2"), default));

        Assert.That(answers.Select(answer => answer.GetType()), Is.EquivalentTo(new[] { typeof(StartAnswer.Started), typeof(StartAnswer.Underway) }));
    }

    [Test]
    public async Task The_same_note_from_many_at_once_is_one_row_of_a_whole_log()
    {
        var lease = await StartedAsync();

        var entries = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => Ledger.AppendAsync(lease, Note(FormattableString.Invariant($"key {number % 6}")), default)));

        Assert.That(entries.Select(entry => entry.Sequence).Distinct().Count(), Is.EqualTo(6));
        Assert.That(await Ledger.JournalAsync("r1", default), Has.Count.EqualTo(6));
        Assert.That(Ask("SELECT coalesce((SELECT problem FROM migration_guard.verify_log()), 'whole')"), Is.EqualTo("whole"));
    }

    [Test]
    public async Task A_connection_killed_in_the_middle_of_a_note_leaves_nothing_of_it_and_holds_nobody_up()
    {
        var lease = await StartedAsync();
        using var other = Database.Open();
        using var blocking = other.BeginTransaction();
        GuardScene.Run(other, "SELECT FROM migration_guard.log_head FOR UPDATE");
        var writing = Ledger.AppendAsync(lease, Note("a", new("ready", ReleaseStanding.Underway)), default);
        await KillAsync();
        await KillAsync();
        var lost = Assert.ThrowsAsync<DatabaseException>(() => writing)!;
        await blocking.RollbackAsync();

        Assert.That((lost.IsConnectionLost, lost.WhileCommitting, lost.SqlState), Is.EqualTo((true, true, "57P01")));
        Assert.That(await Ledger.JournalAsync("r1", default), Is.Empty);
        Assert.That((await Ledger.ReleasesAsync(default)).Single().Progress.State, Is.EqualTo("draft"));
        await Ledger.AppendAsync(lease, Note("a", new("ready", ReleaseStanding.Underway)), default);
        Assert.That((await Ledger.ReleasesAsync(default)).Single().Progress.State, Is.EqualTo("ready"));
    }

    [Test]
    public async Task Connections_that_ended_while_nobody_used_them_are_not_noticed()
    {
        var lease = await StartedAsync();
        Database.Execute($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND usename = '{LedgerScene.Releaser}'");

        await Ledger.AppendAsync(lease, Note("a"), default);

        Assert.That(await Ledger.JournalAsync("r1", default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_change_of_a_version_that_waits_for_a_judgement_does_not_keep_the_lease_from_others()
    {
        var lease = await TakeAsync();
        using var other = Database.Open();
        using var judging = other.BeginTransaction();
        GuardScene.Run(other, "SELECT FROM migration_guard.epoch FOR UPDATE");
        var change = Ledger.ChangeVersionAsync(lease, new(ReleaseLedgerContract.Service, "4.3.0", VersionState.Live), default);
        await WaitingAsync();

        var seized = await Ledger.SeizeLeaseAsync("ada:2", Minute, default).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        await judging.RollbackAsync();

        Assert.That(() => change, Throws.TypeOf<LeaseLostException>().With.Message.Contains("ada:2"));
        Assert.That((await Ledger.VersionsAsync(default))[2].State, Is.EqualTo(VersionState.Published));
        Assert.That(seized.Token, Is.GreaterThan(lease.Token));
    }

    [Test]
    public async Task Settings_of_theDatabase_for_transactions_change_nothing()
    {
        OnCopy();
        Database.Execute($"""
            ALTER DATABASE {Database.Name} SET default_transaction_isolation = 'serializable';
            ALTER DATABASE {Database.Name} SET default_transaction_read_only = on;
            ALTER DATABASE {Database.Name} SET TimeZone = 'Asia/Tokyo';
            ALTER DATABASE {Database.Name} SET DateStyle = 'German';
            ALTER DATABASE {Database.Name} SET IntervalStyle = 'sql_standard';
            """);
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Ledger.AcquireLeaseAsync(FormattableString.Invariant($"ci:{number}"), Minute, default)));

        var lease = answers.OfType<LeaseAnswer.Taken>().Single().Lease;
        await Ledger.StartAsync(lease, Release("r1"), default);
        var entries = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Ledger.AppendAsync(lease, Note(FormattableString.Invariant($"{number}")), default)));
        Assert.That(entries.Select(entry => entry.Sequence), Is.Unique);
    }

    [TestCase("acquire_lease('ci:2', '1 min')")]
    [TestCase("seize_lease('ci:2', '1 min')")]
    [TestCase("renew_lease(1, '1 min')")]
    [TestCase("note_release(1, '{\"release\": \"r1\", \"key\": \"a\"}')")]
    public async Task What_is_written_is_on_disk_when_it_is_answered(string call)
    {
        await TakeAsync();

        Assert.That(Ask($"SET synchronous_commit = off; BEGIN; SELECT FROM migration_guard.{call}; SELECT current_setting('synchronous_commit')"), Is.EqualTo("on"));
    }

    [Test]
    public async Task Whoever_took_the_lease_from_somebody_is_in_the_log()
    {
        await TakeAsync();
        await Ledger.SeizeLeaseAsync("ada:2", Minute, default);

        Assert.That(Ask("SELECT who || ': ' || (details ->> 'holder') || ' from ' || (details ->> 'before') FROM migration_guard.log WHERE event = 'seize'"), Is.EqualTo($"{LedgerScene.Releaser}: ada:2 from ci:1"));
    }

    [Test]
    public async Task A_character_that_the_server_cannot_store_is_replaced()
    {
        var lease = await StartedAsync();
        await Ledger.AddEvidenceAsync(lease, "r1", Piece("a\0b \\u0000 \uD800"), default);
        await Ledger.AppendAsync(lease, Note("a") with { Payload = JsonElement.Parse("""{ "out": "x\u0000\\u0000" }""") }, default);

        Assert.That((await Ledger.EvidenceAsync("r1", default)).Single().Detail, Is.EqualTo("a\uFFFDb \\u0000 \uFFFD"));
        Assert.That((await Ledger.JournalAsync("r1", default)).Single().Payload.GetProperty("out").GetString(), Is.EqualTo("x\uFFFD\\u0000"));
    }

    [Test]
    public async Task What_is_not_there_is_named()
    {
        var lease = await StartedAsync();

        Assert.That(() => Ledger.ChangeVersionAsync(lease, new(ReleaseLedgerContract.Service, "9.9", VersionState.Live), default), Refused("P0002", "version 9.9 of webshop is not published here"));
        Assert.That(() => Ledger.RaiseFloorAsync(lease, new(ReleaseLedgerContract.Service, "9.9", "x", default), default), Refused("P0002", "version 9.9 of webshop is not published here"));
        Assert.That(() => Ledger.AppendAsync(lease, Note("a", new("done", ReleaseStanding.Settled)) with { Release = "r9" }, default), Refused("P0002", "there is no release r9"));
        Assert.That(() => Ledger.AddEvidenceAsync(lease, "r9", Piece(null), default), Refused("P0002", "there is no release r9"));
        Assert.That(() => Ledger.AcquireLeaseAsync("ci:1", TimeSpan.Zero, default), Refused("22023", "a lease has a holder and a duration above zero"));
    }

    [Test]
    public async Task The_fingerprint_is_that_of_the_schema_without_the_ledger()
    {
        OnCopy();
        var before = await Ledger.FingerprintAsync(default);
        await StartedAsync();
        Assert.That(await Ledger.FingerprintAsync(default), Is.EqualTo(before));

        Database.Execute("CREATE TABLE more (id int)");
        Assert.That(await Ledger.FingerprintAsync(default), Is.Not.EqualTo(before));
        await using var owner = LedgerScene.Open(Database, "postgres");
        Assert.That(await owner.FingerprintAsync(default), Is.EqualTo(await Ledger.FingerprintAsync(default)));
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_an_error_that_may_pass()
    {
        var closed = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Port = 1 }.ConnectionString;
        await using var ledger = new PostgresReleaseLedger(Postgres.PostgresSource.Create(closed, new Postgres.PostgresLimits()));
        var started = Stopwatch.GetTimestamp();

        Assert.That(() => ledger.ReleasesAsync(default), Throws.TypeOf<DatabaseException>().With.Property("IsTransient").True.And.Property("IsConnectionLost").True);
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    // On a connection of its own: within a transaction the server shows the activity of its beginning.
    private async Task WaitingAsync(string then = "pid")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var connection = Database.Open();
        await using var command = new NpgsqlCommand($"SELECT {then} FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
        while (await command.ExecuteScalarAsync(limit.Token) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }

    private Task KillAsync() => WaitingAsync("pg_terminate_backend(pid, 5000)");

}
