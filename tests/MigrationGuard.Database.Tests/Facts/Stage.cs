using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MigrationGuard.Databases;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests.Facts;

/// <summary>A database in which rehearsals are run, each in a schema of its own, and watched.</summary>
internal sealed partial class Stage : IDisposable
{
    private const string Reads = "SELECT relid::bigint, seq_scan + coalesce(idx_scan, 0) FROM pg_stat_xact_user_tables";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _actor;
    private readonly NpgsqlConnection _observer;
    private readonly List<string> _messages = [];
    private int _count;

    public Stage(int major)
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _actor = _database.Open();
        _observer = _database.Open();
        _actor.Notice += (_, e) => _messages.Add(e.Notice.MessageText);
    }

    public Measurement Run(Rehearsal rehearsal)
    {
        var schema = string.Create(CultureInfo.InvariantCulture, $"stage_{++_count}");
        Execute(_actor, $"CREATE SCHEMA {schema}; SET search_path = {schema}, public; SET timezone = 'UTC'");
        Execute(_actor, Rehearsal.Tables);
        Execute(_actor, rehearsal.Setup);
        var before = Relations(_actor, schema);
        try
        {
            return rehearsal.Blocker is null ? RunInTransaction(rehearsal.Statement, before) : RunAlone(rehearsal, schema, before);
        }
        finally
        {
            Execute(_actor, "RESET ALL");
        }
    }

    public void Dispose()
    {
        _actor.Dispose();
        _observer.Dispose();
        _database.Dispose();
    }

    private Measurement RunInTransaction(string statement, Dictionary<long, Relation> before)
    {
        using var transaction = _actor.BeginTransaction();
        var read = ReadPairs(_actor, Reads);
        Execute(_actor, "SET LOCAL client_min_messages = debug1");
        _messages.Clear();
        Execute(_actor, statement);
        var messages = _messages.ToArray();
        Execute(_actor, "SET LOCAL client_min_messages = notice");
        var locks = new Dictionary<long, LockMode>();
        ReadLocks(_actor, "pid = pg_backend_pid()", locks);
        var scanned = Names(ReadPairs(_actor, Reads).Where(r => r.Value > read.GetValueOrDefault(r.Key)).Select(r => r.Key), before);
        var result = Measured(locks, before, scanned, messages);
        transaction.Rollback();
        return result;
    }

    /// <summary>Runs a statement that needs to be outside a transaction against a session that stands in its way, and looks at its locks until the way is free.</summary>
    private Measurement RunAlone(Rehearsal rehearsal, string schema, Dictionary<long, Relation> before)
    {
        using var blocker = _database.Open();
        Execute(blocker, $"SET search_path = {schema}, public; BEGIN");
        Execute(blocker, rehearsal.Blocker!);
        Execute(_actor, "SET client_min_messages = debug1");
        _messages.Clear();
        var locks = new Dictionary<long, LockMode>();
        var pid = _actor.ProcessID;
        var run = Task.Run(() => Execute(_actor, rehearsal.Statement));
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience && !run.Wait(TimeSpan.FromMilliseconds(5)) && !IsWaiting(pid))
        {
            // The statement has not met the other session yet.
        }

        ReadLocks(_observer, $"pid = {pid}", locks);
        var waited = !run.IsCompleted;
        Execute(blocker, "ROLLBACK");
        Assert.That(run.Wait(Patience), Is.True, "the statement did not end");
        var messages = _messages.ToArray();
        Execute(_actor, "RESET client_min_messages");
        Assert.That(waited, Is.True, $"nothing stood in the way of {rehearsal}");
        return Measured(locks, before, [], messages);
    }

    private bool IsWaiting(int pid) => ReadPairs(_observer, $"SELECT 1::bigint, count(*) FROM pg_locks WHERE pid = {pid} AND NOT granted")[1] > 0;

    private Measurement Measured(Dictionary<long, LockMode> locks, Dictionary<long, Relation> before, HashSet<string> scanned, string[] messages)
    {
        var files = ReadPairs(_actor, "SELECT oid::bigint, pg_relation_filenode(oid)::bigint FROM pg_class WHERE relkind IN ('r', 'm') AND pg_relation_size(oid) > 0");
        var filled = Names(files.Keys, before);
        var moved = Names(files.Where(f => before.TryGetValue(f.Key, out var relation) && relation.File != f.Value).Select(f => f.Key), before);
        var names = before.Values.Select(r => r.Name).ToHashSet();
        var rewritten = messages.Select(m => Rewriting().Match(m)).Where(m => m.Success).Select(m => m.Groups[1].Value).Where(names.Contains).Concat(moved).ToHashSet();
        var built = messages.Select(m => Building().Match(m)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet();
        var indexed = built.Where(filled.Contains).ToHashSet();
        var verified = messages.Select(m => Verifying().Match(m)).Where(m => m.Success).Select(m => m.Groups[1].Value).Where(names.Contains).ToHashSet();
        var byName = locks.Where(l => before.ContainsKey(l.Key)).ToDictionary(l => before[l.Key].Name, l => l.Value);
        return new Measurement(byName, before.Values.Where(r => "rpmvf".Contains(r.Kind)).Select(r => r.Name).ToHashSet(), rewritten, scanned.Except(built).Concat(verified).ToHashSet(), indexed, messages);
    }

    private static HashSet<string> Names(IEnumerable<long> oids, Dictionary<long, Relation> before)
        => oids.Where(before.ContainsKey).Select(oid => before[oid].Name).ToHashSet();

    private static void ReadLocks(NpgsqlConnection connection, string condition, Dictionary<long, LockMode> locks)
    {
        using var command = new NpgsqlCommand($"SELECT relation::bigint, mode FROM pg_locks WHERE locktype = 'relation' AND {condition}", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var mode = PostgreSqlLocks.All.Single(m => (m.Name.Replace(" ", "", StringComparison.Ordinal) + "LOCK").Equals(reader.GetString(1), StringComparison.OrdinalIgnoreCase));
            if (!locks.TryGetValue(reader.GetInt64(0), out var held) || held.Strength < mode.Strength)
            {
                locks[reader.GetInt64(0)] = mode;
            }
        }
    }

    private static Dictionary<long, Relation> Relations(NpgsqlConnection connection, string schema)
    {
        using var command = new NpgsqlCommand(
            $"SELECT c.oid::bigint, CASE nspname WHEN 'other' THEN 'other.' ELSE '' END || relname, relkind::text, coalesce(pg_relation_filenode(c.oid)::bigint, 0) "
            + $"FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('{schema}', 'other')",
            connection);
        using var reader = command.ExecuteReader();
        var found = new Dictionary<long, Relation>();
        while (reader.Read())
        {
            found[reader.GetInt64(0)] = new Relation(reader.GetString(1), reader.GetString(2)[0], reader.GetInt64(3));
        }

        return found;
    }

    private static Dictionary<long, long> ReadPairs(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var found = new Dictionary<long, long>();
        while (reader.Read())
        {
            found[reader.GetInt64(0)] = reader.GetInt64(1);
        }

        return found;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        if (sql.Length > 0)
        {
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
        }
    }

    [GeneratedRegex("^rewriting table \"([^\"]+)\"")]
    private static partial Regex Rewriting();

    [GeneratedRegex("^verifying table \"([^\"]+)\"")]
    private static partial Regex Verifying();

    [GeneratedRegex("^building index \"[^\"]+\" on table \"([^\"]+)\"")]
    private static partial Regex Building();

    private sealed record Relation(string Name, char Kind, long File);
}
