using System.Diagnostics;

namespace WebShop.Demo;

/// <summary>The command line as a user calls it.</summary>
internal sealed class Tool(Narrator narrator, Site site)
{
    /// <summary>Runs a command, shows it and the lines of its answer that have one of the words, and returns the answer.</summary>
    /// <exception cref="StoryException">The exit code is another one, or a word is missing.</exception>
    public async Task<string> RunAsync(string command, int exitCode, string[] words, CancellationToken cancellation)
    {
        narrator.Command("$", "migrationguard " + Readable(command));
        var (actual, lines) = await StartAsync(Arguments(command), cancellation);
        var text = string.Join('\n', lines);
        if (actual != exitCode || words.FirstOrDefault(word => !text.Contains(word, StringComparison.Ordinal)) is not null)
        {
            var missing = words.Where(word => !text.Contains(word, StringComparison.Ordinal)).Select(word => $"\"{word}\"");
            throw new StoryException($"migrationguard {command}\n{text}\nexit code {actual}, the story says {exitCode}; missing: {string.Join(", ", missing)}");
        }

        Show(lines, words);
        narrator.Output($"exit code {actual}");
        return text;
    }

    /// <summary>Runs a command that is no part of the story.</summary>
    public async Task<int> RunQuietlyAsync(string command, CancellationToken cancellation) => (await StartAsync(Arguments(command), cancellation)).ExitCode;

    private void Show(IReadOnlyList<string> lines, string[] words)
    {
        var skipped = false;
        foreach (var line in lines)
        {
            var shown = words.Any(word => line.Contains(word, StringComparison.Ordinal));
            if (shown && skipped)
            {
                narrator.Output("…");
            }

            if (shown)
            {
                var readable = Readable(line);
                narrator.Output(readable.Length > 150 ? readable[..149] + "…" : readable);
            }

            skipped = !shown && (skipped || line.Trim().Length > 0);
        }
    }

    private async Task<(int ExitCode, IReadOnlyList<string> Lines)> StartAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", [Layout.Tool, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Layout.Shop,
        };
        foreach (var (name, value) in site.Variables)
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        var lines = new List<string>();
        process.OutputDataReceived += (_, line) => Keep(lines, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(lines, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, lines);
    }

    // What differs from run to run is called by a name.
    private string Readable(string text) => text.Replace(site.Folder, "$WORK", StringComparison.Ordinal);

    private static void Keep(List<string> lines, string? line)
    {
        lock (lines)
        {
            if (line is not null)
            {
                lines.Add(line);
            }
        }
    }

    // Words are split at blanks; what stands between single quotes is one word, as in a shell.
    private static IEnumerable<string> Arguments(string command) => command.Split('\'')
        .SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
