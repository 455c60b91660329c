using System.CommandLine;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Judging.Reports;
using MigrationGuard.Cli.Reports;
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
        if (JudgeOptions.IsJson(result))
        {
            JsonText.Write(surroundings.Output, json => WriteJson(json, versions));
        }
        else
        {
            WriteText(versions, surroundings);
        }

        return ExitCode.Yes;
    }

    private static void WriteText(IReadOnlyList<AppVersion> versions, Surroundings surroundings)
    {
        if (versions.Count == 0)
        {
            surroundings.Output.WriteLine("No version is published.");
        }

        var width = versions.Count == 0 ? 0 : versions.Max(version => version.ToString().Length);
        foreach (var version in versions)
        {
            var over = version is { State: VersionState.Live, WindowUntil: { } until } && until < surroundings.Time.GetUtcNow() ? " (over; retire it when no way back is needed)" : "";
            var unproved = version.Unproved > 0 ? FormattableString.Invariant($", {version.Unproved} of them cannot be proved") : "";
            surroundings.Output.WriteLine($"{version.ToString().PadRight(width)}  {ProofWords.State(version)}{over}, {Names.Count(version.Statements, "statement")}{unproved}{(version.Reason is { } reason ? ": " + reason : "")}");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<AppVersion> versions)
    {
        json.WriteStartArray();
        foreach (var version in versions)
        {
            json.WriteStartObject();
            StatementJson.WriteVersion(json, version);
            json.WriteString("publishedAt", version.PublishedAt.ToUniversalTime());
            json.WriteString("changedBy", version.ChangedBy);
            json.WriteString("reason", version.Reason);
            json.WriteNumber("statements", version.Statements);
            json.WriteNumber("unproved", version.Unproved);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
