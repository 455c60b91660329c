using System.Diagnostics;
using Npgsql;

namespace MigrationGuard.Bench.Guarded;

/// <summary>How long single things take, in milliseconds of the client's clock.</summary>
internal static class Durations
{
    /// <summary>The median of several runs of one action.</summary>
    public static double Median(int runs, Action action)
    {
        var times = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            action();
            times[run] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return times[runs / 2];
    }

    /// <summary>A proof of all statements of the live version, asked of the server.</summary>
    public static double Proof(Shop shop)
    {
        using var connection = shop.Database.Open();
        return Median(5, () => Shop.Ask<long>(connection, "SELECT count(*) FROM migration_guard.prove((SELECT id FROM migration_guard.version)) WHERE verdict = 'pass'"));
    }

    /// <summary>The same question asked the way a script at hand would: PREPARE and EXPLAIN EXECUTE, one statement after the other.</summary>
    public static double Script(Shop shop)
    {
        using var connection = shop.Database.Open();
        var statements = new List<(string Text, int Parameters)>();
        using (var read = new NpgsqlCommand("SELECT canonical, cardinality(inferred_types) FROM migration_guard.statement ORDER BY id", connection))
        using (var rows = read.ExecuteReader())
        {
            while (rows.Read())
            {
                statements.Add((rows.GetString(0), rows.GetInt32(1)));
            }
        }

        using var command = new NpgsqlCommand { Connection = connection };
        return Median(3, () =>
        {
            foreach (var (text, parameters) in statements)
            {
                Run("PREPARE p AS " + text);
                Run("EXPLAIN EXECUTE p" + (parameters > 0 ? "(" + string.Join(',', Enumerable.Repeat("NULL", parameters)) + ")" : ""));
                Run("DEALLOCATE p");
            }
        });

        void Run(string sql)
        {
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>A change of a table, rolled back by the opposite change afterwards.</summary>
    public static double Change(Shop shop, string change, string back)
    {
        using var connection = shop.Database.Open();
        using var there = new NpgsqlCommand(change, connection);
        using var again = new NpgsqlCommand(back, connection);
        var times = new List<double>();
        for (var run = 0; run < 15; run++)
        {
            var watch = Stopwatch.StartNew();
            there.ExecuteNonQuery();
            times.Add(watch.Elapsed.TotalMilliseconds);
            again.ExecuteNonQuery();
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>The longest read of the application while a column is added to the table that it reads.</summary>
    public static double LongestRead(Shop shop)
    {
        using var stop = new CancellationTokenSource();
        var longest = 0.0;
        var reader = Task.Run(() =>
        {
            using var connection = shop.Database.Open();
            using var read = new NpgsqlCommand("SELECT username FROM users WHERE id = 17", connection);
            while (!stop.IsCancellationRequested)
            {
                var watch = Stopwatch.StartNew();
                read.ExecuteScalar();
                longest = Math.Max(longest, watch.Elapsed.TotalMilliseconds);
            }
        });
        shop.Database.Execute("SELECT pg_sleep(0.2)");
        longest = 0;
        shop.Database.Execute("ALTER TABLE users ADD COLUMN added int");
        shop.Database.Execute("SELECT pg_sleep(0.2)");
        stop.Cancel();
        reader.GetAwaiter().GetResult();
        shop.Database.Execute("ALTER TABLE users DROP COLUMN added");
        return longest;
    }
}
