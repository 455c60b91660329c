using System.Text.Json;
using System.Text.Json.Nodes;
using MigrationGuard.Acceptance.Tests.Support;
using MigrationGuard.Cli;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>What a DBA does from the first look until a column is gone, over a clock change in Berlin.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class DbaDayTests(int major)
{
    private const string Exists = "SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'username'";

    private readonly MovedTime _time = new();

    private Shop _shop = null!;

    [SetUp]
    public async Task Retire()
    {
        _shop = Shop.Open(PostgresServer.GetWithLog(major));
        (await _shop.RunAsync("release", "run", "--as", "rita")).Exited(0);
        Configure("username");
    }

    [TearDown]
    public async Task TearDown() => await _shop.DisposeAsync();

    [Test]
    public async Task A_column_goes_from_the_first_look_until_it_is_dropped()
    {
        _time.MoveTo("2027-03-22 09:00");
        Expect(ExitCode.Yes, ["contract", "list"], "cannot go yet", "column public.users.username", "no       retired        the way back to 4.2.0 is promised until", "webshop 4.2.0 needs it: Shop/UserStore.cs:40: SELECT username FROM users WHERE id = $1");
        await _shop.RetireAsync();
        Expect(ExitCode.Yes, ["contract", "list"], "yes      retired", "yes      needed", "no       window         it is not scheduled", "no       approvals      0 of 2 approvals");
        Assert.That(Reasons(), Is.EqualTo("retired pass, needed pass, users pass, backfill pass, statements pass, tombstone fail, window fail, approvals fail, restore-point fail, order pass"));

        // 2:00 to 3:00 does not exist in this night.
        Expect(ExitCode.Yes, ["contract", "schedule", "--window", "sunday", "--as", "dora"], "sunday 2027-03-28 01:00–02:00 UTC (Sun 2027-03-28 03:00–04:00 Europe/Berlin), 1h", "2 people have to approve it");
        Expect(ExitCode.Yes, ["contract", "approve", "--as", "dora", "--reason", "mine"], "0 of 2 approvals", "dora approved 2027-03-22 09:00 UTC as database user postgres (mine): does not count: scheduled it");
        Expect(ExitCode.Yes, ["contract", "approve", "--as", "ann", "--reason", "looked at it"], "1 of 2 approvals");
        Expect(ExitCode.Yes, ["contract", "approve", "--as", "Ann ", "--reason", "and again"], "1 of 2 approvals");
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "nothing is due: the next time is sunday 2027-03-28 01:00–02:00 UTC");
        Expect(ExitCode.Policy, ["contract", "run", "--due", "--release", "webshop-4.3.0"], "nothing is due");
        Expect(ExitCode.Policy, ["contract", "run"], "outside the maintenance windows; the next is sunday 2027-03-28", "1 of 2 approvals", "give the name of the backup with --restore-point");

        _time.MoveTo("2027-03-28 00:59");
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "nothing is due");
        _time.MoveTo("2027-03-28 01:05");
        Expect(ExitCode.Policy, ["contract", "run", "--due", "--restore-point", "base/2027-03-28"], "1 of 2 approvals");
        Expect(ExitCode.Yes, ["contract", "approve", "--as", "ben", "--reason", "yes"], "2 of 2 approvals", "all of them through one database user");
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "is tombstoned", "public.users.username hidden since");
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "hidden until 2027-04-04 01:05");

        _time.MoveTo("2027-03-29 07:00");
        Assert.That(Ask, Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501"));
        Expect(ExitCode.No, ["contract", "run", "--due"], "acceptance_app, monthly", "asked for public.users.username", "it is taken off the schedule");
        Assert.That(Ask, Throws.Nothing);
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "nothing is due: it was taken off the schedule by", "it was hidden and somebody asked for it");
        Expect(ExitCode.Yes, ["contract", "list"], "no       tombstone      it was hidden and is in use: acceptance_app, monthly", "0 of 2 approvals");

        Expect(ExitCode.Yes, ["contract", "schedule", "--again", "--reason", "the monthly report is gone", "--as", "dora", "--restore-point", "base/2027-04-04"], "sunday 2027-04-04 00:00–02:00 UTC (Sun 2027-04-04 02:00–04:00 Europe/Berlin), 2h");
        Approve();
        _time.MoveTo("2027-04-04 00:10");
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "is tombstoned");
        _time.MoveTo("2027-04-11 00:05");
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "hidden until 2027-04-11 00:10");
        Assert.That(_shop.Value(Exists), Is.EqualTo("1"));
        _time.MoveTo("2027-04-11 00:11");
        Assert.That(Standing(), Is.EqualTo("can-go"));
        Busy();
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "is done");
        Assert.That(_shop.Value(Exists), Is.EqualTo("0"));
        Expect(ExitCode.Yes, ["contract", "run", "--due"], "nothing is due: it is removed already");
        Expect(ExitCode.Yes, ["contract", "list"], "nothing is to be removed");
    }

    [Test]
    public async Task An_approval_counts_only_for_what_was_approved_and_only_as_it_was_written()
    {
        await _shop.RetireAsync();
        _time.MoveTo("2027-10-31 00:30");
        Expect(ExitCode.Yes, ["contract", "schedule", "--as", "dora", "--restore-point", "base/1"], "sunday 2027-10-31 00:00–03:00 UTC (Sun 2027-10-31 02:00–04:00 Europe/Berlin), 3h");
        Expect(ExitCode.Drift, ["contract", "approve", "--as", "ann", "--reason", "yes", "--digest", "sha256:other"], "is to be approved is sha256:");
        Approve();
        _shop.Write("contract/001_username.sql", "ALTER TABLE users DROP COLUMN username, DROP COLUMN email;\n");
        Expect(ExitCode.Policy, ["contract", "run", "--due"], "ann approved", "does not count: since then moved the statements (sha256:");
        _shop.Write("contract/001_username.sql", "ALTER TABLE users DROP COLUMN username;\n");
        _shop.Database.Execute("ALTER TABLE users ADD COLUMN later text");
        Expect(ExitCode.Policy, ["contract", "run", "--due"], "since then moved the schema (sha256:");
        _shop.Database.Execute("ALTER TABLE users DROP COLUMN later");
        Expect(ExitCode.Yes, ["contract", "revoke", "--as", "ben", "--reason", "a doubt"], "the approval of ben does not count any more");
        Expect(ExitCode.Policy, ["contract", "run", "--due"], "1 of 2 approvals");
        Expect(ExitCode.Yes, ["contract", "approve", "--as", "ben", "--reason", "yes"], "2 of 2");

        _time.MoveTo("2027-10-31 02:59");
        Expect(ExitCode.Policy, ["contract", "run", "--due"], "s left, and it may take");
        _time.MoveTo("2027-10-31 01:30");
        _shop.Database.Execute("""
            ALTER TABLE migration_guard.log DISABLE TRIGGER append_only;
            UPDATE migration_guard.log SET details = jsonb_set(details, '{person}', '"eve"') WHERE event = 'contract' AND details ->> 'person' = 'ben';
            ALTER TABLE migration_guard.log ENABLE TRIGGER append_only
            """);
        Expect(ExitCode.Policy, ["contract", "run", "--due"], "0 of 2 approvals", "somebody changed row", "of the guard's log: this row was changed");
        Expect(ExitCode.Usage, ["contract", "run", "--break-glass", "--as", "dora", "--reason", "disk full"], "name the other one with --second");
        Expect(ExitCode.Yes, ["contract", "run", "--break-glass", "--as", "dora", "--second", "ann", "--reason", "disk full"], "is tombstoned");
        Assert.That(_shop.Value("SELECT count(*) FROM migration_guard.log WHERE event = 'contract' AND details ->> 'kind' = 'breakGlass'"), Is.EqualTo("1"));
    }

    private void Approve()
    {
        Expect(ExitCode.Yes, ["contract", "approve", "--as", "ann", "--reason", "looked at it"], "1 of 2 approvals");
        Expect(ExitCode.Yes, ["contract", "approve", "--as", "ben", "--reason", "looked at it, too"], "2 of 2 approvals");
    }

    private void Busy()
    {
        _shop.Database.Execute("SELECT migration_guard.acquire_lease('another', '1 min')");
        Expect(ExitCode.Busy, ["contract", "run", "--due"], "another");
        _shop.Database.Execute("SELECT migration_guard.give_back_lease(token) FROM migration_guard.lease");
    }

    private void Configure(string column) => _shop.Configure(gate =>
    {
        gate["policy"]!["tombstoneSoak"] = "7d";
        gate["maintenance"] = JsonNode.Parse("""[{ "name": "sunday", "cron": "0 2 * * SUN", "duration": "2h", "zone": "Europe/Berlin" }]""");
        gate["contract"] = JsonNode.Parse("""{ "migrations": "contract", "lockTimeout": "20s", "approvals": 2, "restorePoint": true }""");
        _shop.Write("contract/001_username.sql", $"ALTER TABLE users DROP COLUMN {column};\n");
    });

    private void Expect(ExitCode code, string[] arguments, params string[] says)
    {
        var (ended, said) = _shop.RunAt(_time, arguments);
        Assert.That(ended, Is.EqualTo(code), $"{string.Join(' ', arguments)}\n{said}");
        foreach (var text in says)
        {
            Assert.That(said, Does.Contain(text), string.Join(' ', arguments));
        }
    }

    private JsonElement Entry()
    {
        var (_, said) = _shop.RunAt(_time, "contract", "list", "--output", "json");
        using var document = JsonDocument.Parse(said);
        return document.RootElement.GetProperty("removals").EnumerateArray().Single().Clone();
    }

    private string Reasons() => string.Join(", ", Entry().GetProperty("reasons").EnumerateArray().Select(reason => $"{reason.GetProperty("condition")} {reason.GetProperty("verdict")}"));

    private string? Standing() => Entry().GetProperty("standing").GetString();

    private void Ask()
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_shop.Database.ConnectionString) { Username = Shop.Role, ApplicationName = "monthly", Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT username FROM users WHERE id = 1", connection);
        command.ExecuteScalar();
    }
}
