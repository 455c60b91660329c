using MigrationGuard.Backfills;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Backfills;

/// <summary>Where backfills are, for a terminal.</summary>
internal sealed class BackfillText(Palette palette, DateTimeOffset now)
{
    private const int MostShown = 20;

    /// <summary>Writes it.</summary>
    public void Write(IReadOnlyList<BackfillStatus> statuses, TextWriter output)
    {
        if (statuses.Count == 0)
        {
            output.WriteLine("No backfill was begun in this database.");
        }

        foreach (var status in statuses)
        {
            Write(status, output);
        }
    }

    /// <summary>Writes the rows that were skipped.</summary>
    public static void WriteSkipped(BackfillStatus status, TextWriter output)
    {
        output.Write(status.Skipped.Count == 0 ? "" : FormattableString.Invariant($"Skipped rows: {status.Skipped.Count}\n"));
        foreach (var row in status.Skipped.Take(MostShown))
        {
            output.WriteLine($"  {row.Row}: {row.Why}");
        }

        output.Write(status.Skipped.Count > MostShown ? FormattableString.Invariant($"  and {status.Skipped.Count - MostShown} more: SELECT * FROM migration_guard_backfill.skipped\n") : "");
    }

    private void Write(BackfillStatus status, TextWriter output)
    {
        output.WriteLine($"{palette.Strong(status.Name)}  {BackfillWords.StateOf(status)}");
        output.WriteLine(palette.Dim($"  {status.Sql}"));
        output.WriteLine($"  {BackfillWords.Progress(status.Rows, status.Share, status.Rate, status.Remaining).TrimStart()}{(status.Pass > 1 ? FormattableString.Invariant($", pass {status.Pass}") : "")}");
        output.WriteLine($"  begun {ReleaseWords.Away(status.StartedAt, now)}, last stored {ReleaseWords.Ago(status.UpdatedAt, now)}{(status.Last is { } last ? ", behind " + last : "")}");
        output.Write(status.Runner is { } runner ? FormattableString.Invariant($"  run by {status.Holder}, pid {runner.ProcessId}\n") : status.Holder is { } holder ? $"  last run by {holder}\n" : "");
        WriteSkipped(status, output);
        output.Write(BackfillWords.NextOf(status) is { } next ? $"  Next: {next}\n" : "");
    }
}
