using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MigrationGuard.Recording.App;

/// <summary>Reads single rows for as many milliseconds as each line of its input says, and answers with queries, milliseconds, processor milliseconds and bytes allocated.</summary>
internal static class MeasuredWork
{
    private const int Rows = 1_000;

    public static async Task RunAsync(string kind, string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var options = UserContext.OptionsFor(connectionString);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var time = TimeSpan.FromMilliseconds(int.Parse(line, CultureInfo.InvariantCulture));
            var (processor, allocated, watch) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
            var queries = kind == "ef" ? Models(options, watch, time) : Commands(connection, watch, time);
            var used = Environment.CpuUsage.TotalTime - processor;
            Console.WriteLine(FormattableString.Invariant($"{queries} {watch.Elapsed.TotalMilliseconds} {used.TotalMilliseconds} {GC.GetTotalAllocatedBytes() - allocated}"));
        }
    }

    private static int Commands(NpgsqlConnection connection, Stopwatch watch, TimeSpan time)
    {
        var queries = 0;
        for (; watch.Elapsed < time; queries++)
        {
            using var command = new NpgsqlCommand("SELECT id, name FROM users WHERE id = @id", connection);
            command.Parameters.AddWithValue("id", queries % Rows + 1);
            using var reader = command.ExecuteReader();
            reader.Read();
            reader.GetString(1);
        }

        return queries;
    }

    private static int Models(DbContextOptions options, Stopwatch watch, TimeSpan time)
    {
        var queries = 0;
        for (; watch.Elapsed < time; queries++)
        {
            using var context = new UserContext(options);
            var id = queries % Rows + 1;
            _ = context.Users.AsNoTracking().First(user => user.Id == id);
        }

        return queries;
    }
}
