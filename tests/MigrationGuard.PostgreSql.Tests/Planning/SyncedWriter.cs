using Npgsql;
using NpgsqlTypes;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Planning;

/// <summary>An application that writes the table t at random through both shapes, and reads back at once what it wrote.</summary>
internal sealed class SyncedWriter(string connectionString, SyncedShapes shapes, SyncedProgress progress, int seed) : IDisposable
{
    /// <summary>Rows that all writers share and nobody deletes; whoever locks several goes upwards.</summary>
    public const int Shared = 3000;

    private static readonly string[] Zones = ["UTC", "America/New_York", "Asia/Kolkata"];

    private readonly Random _random = new(seed);
    private NpgsqlConnection _connection = null!;
    private bool _isNew;
    private int _id;

    public int Transactions { get; private set; }

    public int Statements { get; private set; }

    public void Run(CancellationToken stop)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, MaxAutoPrepare = 40, AutoPrepareMinUsages = 2, Timezone = Pick(Zones) };
        _connection = new NpgsqlConnection(settings.ConnectionString);
        _connection.Open();
        while (!stop.IsCancellationRequested)
        {
            Transact();
        }
    }

    public void Dispose() => _connection?.Dispose();

    private void Transact()
    {
        using var transaction = _connection.BeginTransaction();
        _id = _random.Next(1, Shared);

        // A batch that fills locks rows in the order in which they lie: until it is through, whoever holds a row waits for no other.
        for (var left = progress.Filled ? _random.Next(1, 5) : 1; left > 0 && _id <= Shared; left--)
        {
            _isNew = progress.Expanded && _random.Next(2) == 0;
            if (_random.Next(6) == 0)
            {
                transaction.Save("here");
                Write();
                transaction.Rollback("here");
            }

            Write();
            _id += _random.Next(1, 40);
        }

        if (_random.Next(8) == 0)
        {
            transaction.Rollback();
        }
        else
        {
            transaction.Commit();
        }

        Transactions++;
    }

    private string Column => _isNew ? shapes.New : "o";

    private string Given => $"CAST($1 AS {(_isNew ? shapes.NewType : shapes.OldType)})";

    private string Kept => $"RETURNING ROW({Column})::record *= ROW({Given})::record";

    private void Write()
    {
        Statements++;
        var value = Value();
        switch (_random.Next(17))
        {
            case 0: Check($"INSERT INTO t (id, {Column}) VALUES ($2, {Given}) {Kept}", value, progress.NextId()); break;
            case 1: Send($"INSERT INTO t (id) VALUES ($1)", progress.NextId()); break;
            case 2: Send($"INSERT INTO t (id, {Column}) VALUES ($1, DEFAULT)", progress.NextId()); break;
            case 3: Send($"INSERT INTO t (id, {Column}) SELECT $2, {Column} FROM t WHERE id = $1", _id, progress.NextId()); break;
            case 4 or 5 or 6: Check($"UPDATE t SET {Column} = {Given} WHERE id = $2 {Kept}", value, _id); break;
            case 7: Send("UPDATE t SET other = other + 1 WHERE id = $1", _id); break;
            case 8: Send($"UPDATE t SET {Column} = {Column} WHERE id = $1", _id); break;
            case 9: Send($"UPDATE t SET {Column} = DEFAULT WHERE id = $1", _id); break;
            case 10 or 11: Check($"INSERT INTO t (id, {Column}) VALUES ($2, {Given}) ON CONFLICT (id) DO UPDATE SET {Column} = EXCLUDED.{Column} {Kept}", value, _id); break;
            case 12: Send($"INSERT INTO t (id, other) VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET other = t.other + 1", _id); break;
            case 13: Merge(value); break;
            case 14: Copy(); break;
            case 15 when progress.Expanded: Send($"UPDATE t SET o = o, {shapes.New} = {shapes.New}, other = 0 WHERE id = $1", _id); break;
            case 16 when progress.Expanded && shapes.Refused is not null: Refuse(shapes.Refused); break;
            default: Check($"UPDATE t SET other = 5, {Column} = {Given} WHERE id = $2 {Kept}", value, _id); break;
        }
    }

    private void Merge(string? value) => Send(
        $"MERGE INTO t USING (SELECT CAST($2 AS integer) AS id, {Given} AS v) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET {Column} = v WHEN NOT MATCHED THEN INSERT (id, {Column}) VALUES (s.id, v)",
        value,
        _random.Next(2) == 0 ? _id : progress.NextId());

    private void Copy()
    {
        using var copy = _connection.BeginTextImport($"COPY t (id, {Column}) FROM STDIN (FORMAT csv, NULL 'NULL')");
        for (var rows = _random.Next(1, 6); rows > 0; rows--)
        {
            copy.Write($"{progress.NextId()},{(Value() is { } value ? $"\"{value}\"" : "NULL")}\n");
        }
    }

    // The statement of the new version fails as a whole and says why; no row changes.
    private void Refuse(string value)
    {
        Send("SAVEPOINT refused");
        var refused = Assert.Throws<PostgresException>(() => Send($"UPDATE t SET {shapes.New} = CAST($1 AS {shapes.NewType}) WHERE id = $2", value, _id))!;
        Send("ROLLBACK TO SAVEPOINT refused");
        if (!refused.SqlState.StartsWith("22", StringComparison.Ordinal) || !refused.MessageText.StartsWith($"t.{shapes.New} cannot be {value} while older versions read o (", StringComparison.Ordinal))
        {
            throw refused;
        }
    }

    private string? Value() => _random.Next(8) == 0 ? null : Pick(_isNew ? shapes.NewValues ?? shapes.Values : shapes.Values);

    private string Pick(string[] values) => values[_random.Next(values.Length)];

    // NULL in the new column is filled from the old one as long as the rows of before are not.
    private void Check(string sql, string? value, int id)
    {
        var filled = progress.Filled;
        if (Send(sql, value, id) is not true && (value is not null || filled))
        {
            throw new AssertionException($"wrote {value ?? "NULL"} and does not find it: {sql}");
        }
    }

    private object? Send(string sql, params object?[] values)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = value is int ? NpgsqlDbType.Integer : NpgsqlDbType.Text });
        }

        return command.ExecuteScalar();
    }
}
