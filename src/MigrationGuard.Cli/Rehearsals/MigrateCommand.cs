using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MigrationGuard.Postgres.Rehearsals;
using Npgsql;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>A command of the user's that migrates the database which its environment names.</summary>
/// <param name="command">The command, for the shell.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="directory">Where it runs.</param>
internal sealed class MigrateCommand(string command, TimeSpan limit, string directory)
{
    private const int LastLines = 20;

    private readonly Queue<string> _last = new();

    /// <summary>Further variables that get the connection string.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Runs it; gives why it failed with its last lines, or null.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted; the command is ended.</exception>
    public async Task<string?> RunAsync(string connectionString, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(connectionString) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return $"it cannot be started: {exception.Message}";
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ended.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return string.Create(CultureInfo.InvariantCulture, $"it did not end within {Configuration.Durations.Text(limit)} and was killed{Said()}");
        }

        return process.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}{Said()}");
    }

    private ProcessStartInfo StartInfo(string connectionString)
    {
        string[] shell = OperatingSystem.IsWindows() ? ["cmd.exe", "/c", command] : ["/bin/sh", "-c", command];
        var start = new ProcessStartInfo(shell[0], shell[1..]) { WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        foreach (var (name, value) in SchemaDump.Environment(settings))
        {
            start.Environment[name] = value;
        }

        // What is only ours does not belong into what the command reads.
        foreach (var name in new[] { "Pooling", "Multiplexing", "Command Timeout", "Include Error Detail", "Application Name" })
        {
            settings.Remove(name);
        }

        foreach (var name in (string[])["MIGRATIONGUARD_CONNECTION", "ConnectionStrings__Default", "ConnectionStrings__DefaultConnection", .. Variables])
        {
            start.Environment[name] = settings.ConnectionString;
        }

        var user = $"{Uri.EscapeDataString(settings.Username ?? "")}{(settings.Password is { Length: > 0 } password ? ":" + Uri.EscapeDataString(password) : "")}";
        start.Environment["DATABASE_URL"] = string.Create(CultureInfo.InvariantCulture, $"postgres://{user}@{settings.Host}:{settings.Port}/{settings.Database}");
        return start;
    }

    private void Keep(string? line)
    {
        lock (_last)
        {
            if (line is { Length: > 0 })
            {
                _last.Enqueue(line);
                while (_last.Count > LastLines)
                {
                    _last.Dequeue();
                }
            }
        }
    }

    private string Said()
    {
        lock (_last)
        {
            return _last.Count == 0 ? "; it said nothing" : "; it said last:\n" + string.Join('\n', _last);
        }
    }
}
