using System.CommandLine;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Judging.Reports;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Commands.Statements;

/// <summary><c>migrationguard statements uses</c>.</summary>
internal static class UsesCommand
{
    private static readonly Argument<string> Name = new("TABLE[.COLUMN]") { Description = "A table or one of its columns as SQL writes them: users, app.users, users.username, app.users.username." };

    private static readonly Option<bool> All = new("--all") { Description = "Also versions that are not live." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("uses", "Says which statements use a table or column.") { Name, All, JudgeOptions.Service, CommonOptions.Connection, JudgeOptions.Output, JudgeOptions.Config };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var service = JudgeOptions.ServiceOf(result, surroundings);
        var name = UsedName.Read(result.GetValue(Name)!);
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        var uses = await name.FindAsync(judge, cancellation);
        var shown = uses.Where(use => (service is null || use.Version.Service == service) && (result.GetValue(All) || use.Version.State == VersionState.Live)).ToList();
        if (JudgeOptions.IsJson(result))
        {
            JsonText.Write(surroundings.Output, json => WriteJson(json, shown));
            return ExitCode.Yes;
        }

        foreach (var version in shown.GroupBy(use => use.Version))
        {
            var statements = version.GroupBy(use => use.Statement.Id).ToList();
            surroundings.Output.WriteLine($"{version.Key} ({ProofWords.State(version.Key)}): {Names.Count(statements.Count, "statement")}");
            foreach (var statement in statements)
            {
                surroundings.Output.WriteLine($"  {ProofWords.Place(statement.First().Statement)}: {string.Join("; ", statement.Select(use => use.How))}");
                surroundings.Output.WriteLine($"      {ProofWords.OneLine(statement.First().Statement.Text, 110)}");
            }
        }

        if (shown.Count == 0)
        {
            surroundings.Output.WriteLine($"No statement of {(result.GetValue(All) ? "a published" : "a live")} version uses {name}.");
        }

        return ExitCode.Yes;
    }

    private static void WriteJson(Utf8JsonWriter json, List<StatementUse> uses)
    {
        json.WriteStartArray();
        foreach (var use in uses)
        {
            json.WriteStartObject();
            StatementJson.WriteVersion(json, use.Version);
            json.WriteString("how", use.How);
            json.WriteStartObject("statement");
            StatementJson.WriteStatement(json, use.Statement);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
