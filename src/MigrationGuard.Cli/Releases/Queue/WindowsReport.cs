using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Gate.Maintenance;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>The next maintenance windows in one of the forms.</summary>
internal static class WindowsReport
{
    /// <summary>Writes them.</summary>
    /// <exception cref="UsageException">There is no section <c>gate</c>.</exception>
    public static void Write(Settings settings, DateTimeOffset at, int count, (OutputFormat Format, TextWriter Output) to)
    {
        var gate = settings.Gate ?? throw new UsageException($"there is no section \"gate\" in {ConfigurationFile.FileName}; 'migrationguard init --gate' writes one to begin with");
        var spans = new MaintenanceCalendar(gate.Removal.Windows, gate.Policy.Freezes).After(at).Take(count).ToList();
        if (to.Format == OutputFormat.Json)
        {
            JsonText.Write(to.Output, json =>
            {
                json.WriteStartArray();
                foreach (var span in spans)
                {
                    json.WriteStartObject();
                    QueueReport.WriteSpan(json, span);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return;
        }

        var none = gate.Removal.Windows.Count == 0 ? "no maintenance windows are configured: removals run at any time outside the freezes" : "no window comes in the next years";
        to.Output.Write(spans.Count == 0 ? none + "\n" : string.Concat(spans.Select(span => $"{(to.Format == OutputFormat.Markdown ? "- " : "")}{QueueWords.Of(span)}\n")));
    }
}
