using System.Globalization;
using System.Text.RegularExpressions;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Routing.Nginx;

/// <summary>The program nginx, which checks a configuration and tells the running one to read it.</summary>
internal sealed partial class NginxProgram(NginxReloadSettings settings)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Why nginx would not take its configuration; null when it would.</summary>
    /// <remarks>A signal that is sent past this program hides a mistake: nginx keeps its old configuration and says nothing.</remarks>
    public async Task<string?> CheckAsync(CancellationToken cancellation) => await RunAsync(["-t", "-c", settings.Configuration], cancellation) is { } wrong
        ? $"nginx does not accept {settings.Configuration}, and would not start again: {wrong}"
        : null;

    /// <summary>Tells it to read its configuration; null when it was told, a sentence otherwise.</summary>
    public async Task<string?> ReloadAsync(CancellationToken cancellation) => await RunAsync(["-s", "reload", "-c", settings.Configuration], cancellation) is { } wrong
        ? $"nginx could not be told to reload: {wrong}"
        : null;

    private async Task<string?> RunAsync(string[] arguments, CancellationToken cancellation) => await new ProgramRun(settings.Program, arguments, Limit).RunAsync(cancellation) switch
    {
        ProgramEnd.Ended { ExitCode: 0 } => null,
        ProgramEnd.Ended ended => Complaint(ended.Output) ?? string.Create(CultureInfo.InvariantCulture, $"exit code {ended.ExitCode}: {ended.Output.FirstError}"),
        ProgramEnd.Failed failed => failed.Reason,
        _ => null,
    };

    // nginx: [emerg] unknown directive "bnd" in /etc/nginx/nginx.conf:3, with 1234#1234: behind the level once a log is open.
    private static string? Complaint(ProgramOutput output) => Emergency().Match(output.Error) is { Success: true } line ? line.Groups[1].Value.Trim() : null;

    [GeneratedRegex(@"\[emerg\]\s+(?:\d+#\d+:\s*)?(.*)")]
    private static partial Regex Emergency();
}
