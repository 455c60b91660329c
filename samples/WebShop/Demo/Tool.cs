using System.Diagnostics;

namespace WebShop.Demo;

/// <summary>The command line as a user calls it.</summary>
internal sealed class Tool(Narrator narrator, Site site)
{
    /// <summary>
    /// Runs a command, shows it and the lines of its answer that have one of the words, and returns the answer. A word that ends with … is where the line
    /// is cut: what follows differs from run to run.
    /// </summary>
    /// <exception cref="StoryException">The exit code is another one, or a word is missing.</exception>
    public async Task<string> RunAsync(string command, int exitCode, string[] words, CancellationToken cancellation)
    {
        narrator.Command("$", "migrationguard " + site.Readable(command));
        var (actual, lines) = await StartAsync(Arguments(command), cancellation);
        var text = string.Join('\n', lines);
        var missing = words.Where(word => !text.Contains(word.TrimEnd('…'), StringComparison.Ordinal)).Select(word => $"\"{word}\"").ToList();
        if (actual != exitCode || missing.Count > 0)
        {
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
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (Shown(line, words) is { } shown && seen.Add(shown))
            {
                narrator.Output(skipped ? "…" : shown);
                if (skipped)
                {
                    narrator.Output(shown);
                }

                skipped = false;
            }
            else
            {
                skipped |= line.Trim().Length > 0;
            }
        }
    }

    private string? Shown(string line, string[] words)
    {
        const int width = 150;
        if (Array.Find(words, word => line.Contains(word.TrimEnd('…'), StringComparison.Ordinal)) is not { } word)
        {
            return null;
        }

        var end = word.EndsWith('…') ? line.IndexOf(word[..^1], StringComparison.Ordinal) + word.Length - 1 : line.Length;
        var readable = site.Readable(line[..end]) + (end < line.Length ? " …" : "");
        return readable.Length <= width ? readable : readable[..(width - 1)] + "…";
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
