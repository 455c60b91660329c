using System.Diagnostics;
using Npgsql;

namespace MigrationGuard.Bench.Guarded;

/// <summary>How many transactions a second a database does.</summary>
/// <param name="Name">What the transactions are like.</param>
/// <param name="Statements">One transaction; <c>{0}</c> becomes a number.</param>
internal sealed record Throughput(string Name, params string[] Statements)
{
    private const int Clients = 2;

    /// <summary>What is measured: the pattern of an ordinary application, and the one of bulk writers, whose temporary tables are DDL.</summary>
    public static Throughput[] All { get; } =
    [
        new("read, update, insert (as pgbench)",
            "BEGIN", "UPDATE users SET balance = balance + 1 WHERE id = {0}", "SELECT balance FROM users WHERE id = {0}", "INSERT INTO orders (user_id, total) VALUES ({0}, 1)", "COMMIT"),
        new("bulk upsert through a temporary table",
            "BEGIN", "CREATE TEMP TABLE staged (id int, username text) ON COMMIT DROP", "INSERT INTO staged SELECT i, 'user' || i FROM generate_series({0}, {0} + 20) AS i",
            "INSERT INTO users (id, username) SELECT id, username FROM staged ORDER BY id ON CONFLICT (id) DO UPDATE SET username = excluded.username", "COMMIT"),
    ];

    /// <summary>Interleaved pairs of runs, plain and guarded, each pair in the other order than the one before.</summary>
    public PairedRatio Compare(Shop plain, Shop guarded, int pairs, TimeSpan each)
    {
        Rate(plain, each / 2);
        Rate(guarded, each / 2);
        return PairedRatio.Of([.. Enumerable.Range(0, pairs).Select(number =>
        {
            if (number % 2 == 0)
            {
                var first = Rate(plain, each);
                return (first, Rate(guarded, each));
            }

            var second = Rate(guarded, each);
            return (Rate(plain, each), second);
        })]);
    }

    private double Rate(Shop shop, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var done = 0L;
        Parallel.For(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = Clients }, client =>
        {
            using var connection = shop.Database.Open();
            using var command = new NpgsqlCommand { Connection = connection };
            // Clients work on rows of their own, so that they never wait for each other.
            for (var number = 1; watch.Elapsed < time; number++)
            {
                var row = (client * 5000) + (number * 37 % 4900) + 1;
                foreach (var statement in Statements)
                {
                    command.CommandText = string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, row);
                    command.ExecuteNonQuery();
                }

                Interlocked.Increment(ref done);
            }
        });
        return done / watch.Elapsed.TotalSeconds;
    }
}
