using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MigrationGuard.Gate.Programs;

/// <summary>Runs a program to its end; nobody answers when it asks.</summary>
/// <param name="Program">Its file, or its name on the path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Limit">How long it may take; then it is killed with everything that it started.</param>
internal sealed record ProgramRun(string Program, IReadOnlyList<string> Arguments, TimeSpan Limit)
{
    // A process that the program left behind can keep its output open for ever.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private string _line = "";

    /// <summary>Where it runs; null for the current directory.</summary>
    public string? Directory { get; init; }

    /// <summary>Variables besides those that are inherited; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Variables that are secret although their names do not say so.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>How much of its standard output is kept, in characters.</summary>
    public int LongestAnswer { get; init; } = OutputReader.LongestBeginning;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A command for the shell of the system.</summary>
    public static ProgramRun Shell(string command, TimeSpan limit) => OperatingSystem.IsWindows()
        ? new("cmd.exe", [], limit) { _line = $"/d /s /c \"{command}\"" } // It takes everything between the first and the last quote as it stands.
        : new("/bin/sh", ["-c", command], limit);

    /// <summary>Runs it; cancelled, it throws once everything that was started is gone.</summary>
    public async Task<ProgramEnd> RunAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var leftovers = new Leftovers();
        using var process = new Process { StartInfo = Settings(leftovers) };
        var mask = SecretMask.Of(process.StartInfo.Environment, Secrets);
        if (WhyNotStarted(process) is { } whyNot)
        {
            return new ProgramEnd.Failed($"it could not be started: {whyNot}", new("", "", "", mask));
        }

        // Two pipes have no common order: what it complained of stands last, so that no other output pushes it out.
        var (lastOutput, lastError) = (new OutputTail(mask), new OutputTail(mask));
        var (output, error) = (new OutputReader(lastOutput, LongestAnswer), new OutputReader(lastError));
        var read = Task.WhenAll(output.ReadAsync(process.StandardOutput), error.ReadAsync(process.StandardError));
        var ended = await WaitAsync(process, cancellation);
        if (!ended)
        {
            await leftovers.KillAsync(process);
            cancellation.ThrowIfCancellationRequested();
        }

        await Task.WhenAny(read, Task.Delay(Grace, CancellationToken.None));
        var wrote = new ProgramOutput(output.Beginning(), SecretMask.Shorten(mask.Hide(error.Beginning())), Joined(lastOutput.Text(), lastError.Text()), mask);
        return ended
            ? new ProgramEnd.Ended(process.ExitCode, wrote)
            : new ProgramEnd.Failed(FormattableString.Invariant($"it did not end within {Limit.TotalSeconds:0.###} s and was killed"), wrote);
    }

    private static string Joined(string output, string error) => SecretMask.Shorten(output.Length == 0 || output[^1] == '\n' ? output + error : $"{output}\n{error}");

    private static string? WhyNotStarted(Process process)
    {
        try
        {
            process.Start();
            process.StandardInput.Close();
            return null;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private async Task<bool> WaitAsync(Process process, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Limit, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private ProcessStartInfo Settings(Leftovers leftovers)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Path.GetFullPath(Directory ?? "."),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (_line.Length > 0)
        {
            start.Arguments = _line;
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[Leftovers.Variable] = leftovers.Value;
        return start;
    }
}
