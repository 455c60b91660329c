using System.CommandLine;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Statistics;
using MigrationGuard.Proofs;
using MigrationGuard.Unproven;

namespace MigrationGuard.Cli.Commands.Statements;

/// <summary><c>migrationguard statements unproven</c>.</summary>
internal static class UnprovenCommand
{
    private static readonly Argument<string> Label = new("LABEL") { Description = "The version, e.g. 4.2.0; its statements are published." };

    private static readonly Option<string?> Since = new("--since")
    {
        HelpName = "TIME",
        Description = "From when on the statistics have to reach without a gap, e.g. 2026-12-01T10:00Z: a reset since then is unknown. Default: as far as they reach.",
    };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("unproven", "Lists what the version's role ran according to pg_stat_statements and no manifest has. Exit code 2 where there is some, or where it cannot be told.")
        {
            Label, Since, JudgeOptions.Service, CommonOptions.Connection, JudgeOptions.Output, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var since = JudgeOptions.Time(result.GetValue(Since), "--since");
        var service = JudgeOptions.ServiceOf(result, surroundings);
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        var version = await VersionAsync(connection, service, result.GetValue(Label)!, cancellation);
        await using var source = PostgresSource.Create(PostgresConnection.Of(connection).ConnectionString, new());
        var report = await new PostgresUnproven(source).LookAsync(new(version.Service, version.Label) { Since = since }, cancellation);
        if (JudgeOptions.IsJson(result))
        {
            JsonText.Write(surroundings.Output, json => WriteJson(json, version, report));
        }
        else
        {
            WriteText(report, surroundings.Output);
        }

        return report.IsClean ? ExitCode.Yes : ExitCode.Unknown;
    }

    private static async Task<AppVersion> VersionAsync(ConnectionSetting connection, string? service, string label, CancellationToken cancellation)
    {
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        return VersionChoice.One(await judge.VersionsAsync(cancellation), service, label);
    }

    private static void WriteText(UnprovenReport report, TextWriter output)
    {
        var roles = string.Join(", ", report.Roles);
        if (report.Since is { } since)
        {
            output.WriteLine(FormattableString.Invariant($"{report.Version}: since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {roles} ran {Names.Count(report.Explained, "statement")} of manifests and {Names.Count(report.Statements.Count, "other")}."));
        }

        foreach (var statement in report.Statements)
        {
            output.WriteLine(FormattableString.Invariant($"  {statement.Calls,10} calls  {UnprovenReport.OneLine(statement.Text)}"));
        }

        if (report.SharedWith.Count > 0)
        {
            output.WriteLine($"{roles} is also the role of {string.Join(", ", report.SharedWith)}: who ran what cannot be told apart, and their statements count as explained.");
        }

        if (report.Gap is { } gap)
        {
            output.WriteLine($"Unknown: {gap}.");
        }
        else if (report.Statements.Count > 0)
        {
            output.WriteLine("Unknown: of what is in no manifest nobody can say whether it survives a change. Record it, or collect it with 'migrationguard statements collect --from pg_stat_statements', and publish.");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, AppVersion version, UnprovenReport report)
    {
        json.WriteStartObject();
        json.WriteString("service", version.Service);
        json.WriteString("version", version.Label);
        json.WriteString("verdict", report.IsClean ? "pass" : "unknown");
        json.WriteString("gap", report.Gap);
        if (report.Since is { } since)
        {
            json.WriteString("since", since.ToUniversalTime());
        }
        else
        {
            json.WriteNull("since");
        }

        WriteTexts(json, "roles", report.Roles);
        WriteTexts(json, "sharedWith", report.SharedWith);
        json.WriteNumber("explained", report.Explained);
        json.WriteNumber("leftOut", report.LeftOut);
        json.WriteStartArray("statements");
        foreach (var statement in report.Statements)
        {
            json.WriteStartObject();
            json.WriteString("role", statement.Role);
            json.WriteString("text", statement.Text);
            json.WriteNumber("calls", statement.Calls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
