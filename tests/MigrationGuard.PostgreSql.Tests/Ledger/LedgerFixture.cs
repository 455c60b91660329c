using System.Text.Json;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Ledgers;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Ledger;

/// <summary>Tests of a ledger on one guarded database.</summary>
public abstract class LedgerFixture(int major)
{
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private LedgerScene _scene = null!;
    private PostgresReleaseLedger _shared = null!;

    /// <summary>The database of the test.</summary>
    protected PostgresDatabase Database { get; private set; } = null!;

    /// <summary>The ledger in it.</summary>
    protected IReleaseLedger Ledger { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Install()
    {
        _scene = await LedgerScene.CreateAsync(major);
        _shared = LedgerScene.Open(_scene.Database);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        if (_shared is not null)
        {
            await _shared.DisposeAsync();
        }

        _scene?.Dispose();
    }

    [SetUp]
    public void Open()
    {
        _scene.Reset();
        (Database, Ledger) = (_scene.Database, _shared);
    }

    [TearDown]
    public async Task Close()
    {
        if (Ledger != _shared)
        {
            await Ledger.DisposeAsync();
            Database.Dispose();
        }
    }

    protected static NUnit.Framework.Constraints.Constraint Refused(string state, string message) =>
        Throws.TypeOf<DatabaseException>().With.Property("SqlState").EqualTo(state).And.Message.Contains(message);

    protected static ReleaseRecord Release(string id) => new()
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

    protected static JournalNote Note(string key, ReleaseProgress? progress = null) =>
        new("r1", JournalKind.Observation, key, JsonElement.Parse("{}")) { Key = key, At = default, Progress = progress };

    protected static Evidence Piece(string? detail) => new("proof", "4.3.0", "sha256:4.3.0", "sha256:schema", 7, default, default, EvidenceVerdict.Pass, "judge", detail);

    protected async Task<Lease> TakeAsync() => ((LeaseAnswer.Taken)await Ledger.AcquireLeaseAsync("ci:1", Minute, default)).Lease;

    protected async Task<Lease> StartedAsync()
    {
        var lease = await TakeAsync();
        await Ledger.StartAsync(lease, Release("r1"), default);
        return lease;
    }

    /// <summary>Goes on in a database that the test may spoil.</summary>
    protected void OnCopy()
    {
        Database = _scene.Copy();
        Ledger = LedgerScene.Open(Database);
    }

    protected string Ask(string sql)
    {
        using var connection = Database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var last = "";
        do
        {
            while (reader.Read())
            {
                last = reader.FieldCount > 0 ? reader.GetString(0) : last;
            }
        }
        while (reader.NextResult());
        return last;
    }
}
