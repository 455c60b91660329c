using System.Diagnostics;
using MigrationGuard.Recordings;
using MigrationGuard.Recordings.Listeners;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Bench.Recorded;

/// <summary>What the recorder itself does for a command that it knows, without the command.</summary>
internal static class OwnWork
{
    private const int Commands = 1_000_000;

    /// <summary>Nanoseconds and bytes for each command; the best of five rounds, because whatever else the machine does only adds.</summary>
    public static (double Nanoseconds, double Bytes) Measure(PostgresDatabase database)
    {
        using var source = NpgsqlDataSource.Create(database.ConnectionString);
        using var connection = source.OpenConnection();
        using var command = new NpgsqlCommand("SELECT id, name FROM users WHERE id = @id", connection);
        command.Parameters.AddWithValue("id", 1);
        command.ExecuteNonQuery();
        var recorder = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
        var seen = new NpgsqlSource(new NpgsqlMembers(typeof(NpgsqlCommand).Assembly), source, recorder);
        var tap = new Tap<NpgsqlCommand>(seen, null, null);
        tap.Filter(command);
        seen.Settle();
        return Enumerable.Range(0, 5).Select(_ => Round(tap, command)).MinBy(round => round.Nanoseconds);
    }

    private static (double Nanoseconds, double Bytes) Round(Tap<NpgsqlCommand> tap, NpgsqlCommand command)
    {
        var (allocated, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        for (var i = 0; i < Commands; i++)
        {
            tap.Filter(command);
        }

        return (watch.Elapsed.TotalNanoseconds / Commands, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / Commands);
    }
}
