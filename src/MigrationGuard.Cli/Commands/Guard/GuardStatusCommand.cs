using System.CommandLine;
using System.Text.Json;
using MigrationGuard.Cli.Guarding;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Guarding;

namespace MigrationGuard.Cli.Commands.Guard;

/// <summary><c>migrationguard guard status</c>.</summary>
internal static class GuardStatusCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("status", "Says how the guard decides, what it keeps working, what it logged, and what it cannot see.") { CommonOptions.Connection, JudgeOptions.Output };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var (guard, target) = GuardAccess.Open(result.GetValue(CommonOptions.Connection), surroundings);
        await using (guard)
        {
            var status = await guard.StatusAsync(cancellation);
            if (JudgeOptions.IsJson(result))
            {
                JsonText.Write(surroundings.Output, json => WriteJson(json, status));
            }
            else
            {
                WriteText(surroundings.Output, target, status);
            }

            return status.Installed ? ExitCode.Yes : ExitCode.No;
        }
    }

    private static void WriteText(TextWriter output, string target, GuardStatus status)
    {
        if (!status.Installed)
        {
            output.WriteLine($"{target}: there is no guard; 'migrationguard guard install' makes one.");
            return;
        }

        output.WriteLine(FormattableString.Invariant($"{target}: guard of version {status.SchemaVersion}, installed {status.InstalledAt.UtcDateTime:yyyy-MM-dd} by {status.InstalledBy}, {Names.Count((int)status.LogRows, "row")} in its log"));
        output.WriteLine($"Decision: {GuardText.Decision(status)}");
        Write(output, "Live versions", status.Live.Select(GuardText.Version), "none, so nothing can be broken");
        Write(output, "Log, without changes that passed", status.Events.Select(GuardText.Event), "nothing");
        Write(output, "Not seen by the guard ('migrationguard doctor' looks for it)", status.NotSeen, "");
    }

    private static void Write(TextWriter output, string title, IEnumerable<string> lines, string none)
    {
        output.WriteLine(title + ":");
        foreach (var line in lines.DefaultIfEmpty(none))
        {
            output.WriteLine("  " + line);
        }
    }

    private static void WriteJson(Utf8JsonWriter json, GuardStatus status)
    {
        json.WriteStartObject();
        json.WriteBoolean("installed", status.Installed);
        if (status.Installed)
        {
            json.WriteNumber("schemaVersion", status.SchemaVersion);
            json.WriteString("mode", status.Mode is GuardMode.Enforce ? "enforce" : "observe");
            json.WriteString("unknown", status.Unknown is UnknownPolicy.Log ? "log" : "refuse");
            json.WriteNumber("budgetSeconds", status.Budget.TotalSeconds);
            json.WriteString("installedAt", status.InstalledAt.ToUniversalTime());
            json.WriteString("installedBy", status.InstalledBy);
            json.WriteNumber("logRows", status.LogRows);
            WriteVersions(json, status.Live);
            WriteEvents(json, status.Events);
            json.WriteStartArray("notSeen");
            status.NotSeen.ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteVersions(Utf8JsonWriter json, IReadOnlyList<GuardedVersion> versions)
    {
        json.WriteStartArray("live");
        foreach (var version in versions)
        {
            json.WriteStartObject();
            json.WriteString("service", version.Service);
            json.WriteString("label", version.Label);
            if (version.WindowUntil is { } until)
            {
                json.WriteString("until", until.ToUniversalTime());
            }

            json.WriteNumber("statements", version.Statements);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEvents(Utf8JsonWriter json, IReadOnlyList<GuardEvent> events)
    {
        json.WriteStartArray("events");
        foreach (var entry in events)
        {
            json.WriteStartObject();
            json.WriteNumber("id", entry.Id);
            json.WriteString("at", entry.At.ToUniversalTime());
            json.WriteString("kind", entry.Kind);
            json.WriteString("who", entry.Who);
            json.WriteString("subject", entry.Subject);
            json.WritePropertyName("details");
            json.WriteRawValue(entry.Details);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
