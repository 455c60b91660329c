using MigrationGuard.Cli.Releases.Reports;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Shows where a release is until it comes to rest: on a terminal in place, else a line for every change.</summary>
internal sealed class LiveStatus(StatusReader reader, Palette palette, Surroundings surroundings)
{
    // The other screen of a terminal: what stood there before is there again afterwards.
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";

    private (string? State, string? Why, string? Lost) _last;

    /// <summary>Looks again and again; gives the exit code of the rest, or <see cref="ExitCode.Unknown"/> when it was ended before.</summary>
    /// <exception cref="UsageException">There is no such release.</exception>
    public async Task<ExitCode> WatchAsync(string? id, TimeSpan interval, CancellationToken cancellation)
    {
        ReleaseStatus? status = null;
        Write(surroundings.Terminal ? Enter : "");
        try
        {
            do
            {
                status = await LookAsync(id ?? status?.Release.Id, cancellation) ?? status;
                if (RestOf(status) is { } rest)
                {
                    return rest;
                }

                await Task.Delay(interval, surroundings.Time, cancellation);
            }
            while (true);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Unknown;
        }
        finally
        {
            Write(surroundings.Terminal ? Leave : "");
            WriteLast(status);
        }
    }

    /// <summary>With which exit code a release rests; null while somebody or something still works on it.</summary>
    public static ExitCode? RestOf(ReleaseStatus? status) => status is not { WithoutLedger: null } ? null : status.State switch
    {
        ReleaseState.Held { Cause: HoldCause.Drift } => ExitCode.Drift,
        ReleaseState.Held => ExitCode.Held,
        ReleaseState.RolledBack { Cause: RollbackCause.Asked } or ReleaseState.Done or ReleaseState.WindowOpen or ReleaseState.Retiring or ReleaseState.ContractPending or ReleaseState.Tombstoned { Lifting: false } => ExitCode.Yes,
        ReleaseState.RolledBack => ExitCode.No,
        ReleaseState.Aborted { Settled: true } => ExitCode.Yes,
        ReleaseState.Aborted => ExitCode.No,
        _ => null,
    };

    private async Task<ReleaseStatus?> LookAsync(string? id, CancellationToken cancellation)
    {
        try
        {
            var status = await reader.ReadAsync(id, cancellation);
            Show(status, status?.WithoutLedger);
            return status;
        }
        catch (DatabaseException failure)
        {
            Show(null, failure.Message);
            return null;
        }
    }

    private void Show(ReleaseStatus? status, string? lost)
    {
        if (surroundings.Terminal)
        {
            // Line by line over what is there: a screen that is cleared first flickers.
            Write(Home + Screen(status, lost).Replace("\n", "\e[K\n", StringComparison.Ordinal) + "\e[J");
            return;
        }

        var seen = (status?.State.Word, status?.Why, lost);
        if (seen != _last)
        {
            _last = seen;
            Write(Line(status, lost) + "\n");
        }
    }

    private string Line(ReleaseStatus? status, string? lost) => FormattableString.Invariant($"{surroundings.Time.GetUtcNow().UtcDateTime:HH:mm:ss}  {status?.State.Word ?? "-",-16} ")
        + (lost is not null ? $"the ledger does not answer: {lost}" : status is null ? "no release was started" : (status.Why ?? "").ReplaceLineEndings(" "));

    private string Screen(ReleaseStatus? status, string? lost)
    {
        using var text = new StringWriter { NewLine = "\n" };
        if (status is null)
        {
            text.WriteLine(lost is null ? "No release was started." : $"The ledger does not answer: {lost}");
        }
        else
        {
            new StatusText(palette, surroundings.Time.GetUtcNow()).Write(status, text);
        }

        text.WriteLine();
        text.WriteLine(palette.Dim(FormattableString.Invariant($"{surroundings.Time.GetUtcNow().UtcDateTime:HH:mm:ss} UTC, Ctrl-C ends watching and nothing else")));
        return text.ToString();
    }

    private void WriteLast(ReleaseStatus? status)
    {
        if (status is not null && surroundings.Terminal)
        {
            new StatusText(palette, surroundings.Time.GetUtcNow()).Write(status, surroundings.Output);
            surroundings.Output.Flush();
        }
    }

    private void Write(string text)
    {
        surroundings.Output.Write(text);
        surroundings.Output.Flush();
    }
}
