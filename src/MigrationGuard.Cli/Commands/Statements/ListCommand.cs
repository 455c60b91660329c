using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Judging.Reports;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Commands.Statements;

/// <summary><c>migrationguard statements list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("list", "Lists the statements of a version, or of all live ones.")
        {
            JudgeOptions.Service, JudgeOptions.Version, CommonOptions.Connection, JudgeOptions.Output, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var service = JudgeOptions.ServiceOf(result, surroundings);
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        var listed = new List<(AppVersion Version, IReadOnlyList<PublishedStatement> Statements)>();
        foreach (var version in VersionChoice.Some(await judge.VersionsAsync(cancellation), service, result.GetValue(JudgeOptions.Version)))
        {
            listed.Add((version, await judge.StatementsAsync(version.Id, cancellation)));
        }

        if (JudgeOptions.IsJson(result))
        {
            StatementJson.Write(surroundings.Output, listed);
            return ExitCode.Yes;
        }

        foreach (var (version, statements) in listed)
        {
            WriteText(version, statements, surroundings.Output);
        }

        if (listed.Count == 0)
        {
            surroundings.Output.WriteLine("No version is live.");
        }

        return ExitCode.Yes;
    }

    private static void WriteText(AppVersion version, IReadOnlyList<PublishedStatement> statements, TextWriter output)
    {
        output.WriteLine($"{version} ({ProofWords.State(version)}): {Names.Count(statements.Count, "statement")}");
        foreach (var statement in statements)
        {
            output.WriteLine($"  {statement.Key}  {ProofWords.Place(statement)}{(statement.Unproved is null ? "" : "  cannot be proved")}");
            output.WriteLine($"                {ProofWords.OneLine(statement.Text, 110)}");
        }
    }
}
