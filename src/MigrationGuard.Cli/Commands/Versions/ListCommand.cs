using System.CommandLine;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Judging.Reports;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Presence;
using MigrationGuard.Presence;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Commands.Versions;

/// <summary><c>migrationguard versions list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("list", "Lists the versions that were published in a database.") { JudgeOptions.Service, CommonOptions.Connection, JudgeOptions.Output, JudgeOptions.Config };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var service = JudgeOptions.ServiceOf(result, surroundings);
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        var versions = VersionChoice.OfService(await judge.VersionsAsync(cancellation), service);
        await using var source = PostgresSource.Create(PostgresConnection.Of(connection).ConnectionString, new());
        var seen = await new PostgresPresence(source).ListAsync(cancellation);
        List<(AppVersion, PresenceOf)> listed = [.. versions.Select(version => (version, PresenceOf.Version(seen, version.Service, version.Label)))];
        if (JudgeOptions.IsJson(result))
        {
            JsonText.Write(surroundings.Output, json => WriteJson(json, listed));
        }
        else
        {
            WriteText(listed, surroundings);
        }

        return ExitCode.Yes;
    }

    private static void WriteText(List<(AppVersion Version, PresenceOf Presence)> versions, Surroundings surroundings)
    {
        if (versions.Count == 0)
        {
            surroundings.Output.WriteLine("No version is published.");
        }

        var width = versions.Count == 0 ? 0 : versions.Max(listed => listed.Version.ToString().Length);
        foreach (var (version, presence) in versions)
        {
            var over = version is { State: VersionState.Live, WindowUntil: { } until } && until < surroundings.Time.GetUtcNow() ? " (over; retire it when no way back is needed)" : "";
            var unproved = version.Unproved > 0 ? FormattableString.Invariant($", {version.Unproved} of them cannot be proved") : "";
            surroundings.Output.WriteLine($"{version.ToString().PadRight(width)}  {ProofWords.State(version)}{over}, {Names.Count(version.Statements, "statement")}{unproved}{Seen(presence)}{(version.Reason is { } reason ? ": " + reason : "")}");
        }
    }

    // A version that was never seen is not observed, and nothing is said of it.
    private static string Seen(PresenceOf presence) => presence switch
    {
        { LastSeen: null } => "",
        { Running: [_, ..] running } => FormattableString.Invariant($", {running.Count} process{(running.Count == 1 ? "" : "es")} seen within two minutes"),
        { LastSeen: { } last } => FormattableString.Invariant($", last seen {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
    };

    private static void WriteJson(Utf8JsonWriter json, List<(AppVersion Version, PresenceOf Presence)> versions)
    {
        json.WriteStartArray();
        foreach (var (version, presence) in versions)
        {
            json.WriteStartObject();
            StatementJson.WriteVersion(json, version);
            json.WriteString("publishedAt", version.PublishedAt.ToUniversalTime());
            json.WriteString("changedBy", version.ChangedBy);
            json.WriteString("reason", version.Reason);
            json.WriteNumber("statements", version.Statements);
            json.WriteNumber("unproved", version.Unproved);
            WritePresence(json, presence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePresence(Utf8JsonWriter json, PresenceOf presence)
    {
        json.WriteNumber("running", presence.Running.Count);
        if (presence.LastSeen is { } last)
        {
            json.WriteString("lastSeenAt", last.ToUniversalTime());
        }
        else
        {
            json.WriteNull("lastSeenAt");
        }

        json.WriteStartArray("processes");
        foreach (var process in presence.Processes)
        {
            json.WriteStartObject();
            json.WriteString("instance", process.Identity.Instance);
            json.WriteString("role", process.Role);
            json.WriteString("applicationName", process.ApplicationName);
            json.WriteString("since", process.Since.ToUniversalTime());
            json.WriteString("seenAt", process.SeenAt.ToUniversalTime());
            json.WriteBoolean("ended", process.EndedAt is not null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
