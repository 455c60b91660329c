using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Judging.Reports;
using MigrationGuard.Configuration;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Commands.Statements;

/// <summary><c>migrationguard statements show</c>.</summary>
internal static class ShowCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The statement: its id or the beginning of it, or its place (Orders/UserStore.cs:42)." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("show", "Shows a statement with everything that its behaviour depends on.")
        {
            Id, JudgeOptions.Service, JudgeOptions.Version, CommonOptions.Connection, JudgeOptions.Output, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var service = JudgeOptions.ServiceOf(result, surroundings);
        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        await using var judge = await JudgeAccess.OpenLedgerAsync(connection, cancellation);
        var shown = new List<(AppVersion Version, IReadOnlyList<PublishedStatement> Statements)>();
        var known = new List<PublishedStatement>();
        foreach (var version in VersionChoice.Some(await judge.VersionsAsync(cancellation), service, result.GetValue(JudgeOptions.Version)))
        {
            var statements = await judge.StatementsAsync(version.Id, cancellation);
            known.AddRange(statements);
            var found = new List<PublishedStatement>();
            foreach (var statement in statements.Where(statement => Matches(statement, result.GetValue(Id)!)))
            {
                found.Add(statement with { Uses = await judge.ClosureAsync(statement.Id, cancellation) });
            }

            if (found.Count > 0)
            {
                shown.Add((version, found));
            }
        }

        if (shown.Count == 0)
        {
            throw new UsageException(Missing(result.GetValue(Id)!, known));
        }

        Write(shown, result, surroundings);
        return ExitCode.Yes;
    }

    private static bool Matches(PublishedStatement statement, string id)
        => statement.Key.StartsWith(id, StringComparison.OrdinalIgnoreCase) || statement.Origins.Any(origin => origin.ToString() == id || origin.File == id);

    private static string Missing(string id, List<PublishedStatement> known)
    {
        var near = Nearest.To(id, known.Select(statement => statement.Key).Concat(known.SelectMany(statement => statement.Origins.Select(origin => origin.ToString()))).Distinct(StringComparer.Ordinal), 3).ToList();
        return $"there is no statement {id}{(near.Count > 0 ? $"; nearest are {Words.List(near)}" : " in the live versions; choose another with --version")}";
    }

    private static void Write(List<(AppVersion Version, IReadOnlyList<PublishedStatement> Statements)> shown, ParseResult result, Surroundings surroundings)
    {
        if (JudgeOptions.IsJson(result))
        {
            StatementJson.Write(surroundings.Output, shown);
            return;
        }

        foreach (var (version, statements) in shown)
        {
            foreach (var statement in statements)
            {
                WriteText(version, statement, surroundings.Output);
            }
        }
    }

    private static void WriteText(AppVersion version, PublishedStatement statement, TextWriter output)
    {
        output.WriteLine($"{statement.Key} of {version} ({ProofWords.State(version)})");
        output.WriteLine();
        output.WriteLine(statement.Text);
        output.WriteLine();
        foreach (var origin in statement.Origins)
        {
            output.WriteLine($"from:        {origin}");
        }

        output.WriteLine($"runs as:     {statement.Role}, search_path {statement.SearchPath}");
        output.WriteLine($"parameters:  {(statement.ParameterTypes.Count == 0 ? "none" : string.Join(", ", statement.ParameterTypes))}");
        output.WriteLine(statement.Calls is { } calls ? FormattableString.Invariant($"calls:       {calls}") : "calls:       not counted");
        output.WriteLine($"provable:    {(statement.Unproved is null ? "yes" : "no, " + statement.Unproved)}");
        foreach (var use in statement.Uses)
        {
            output.WriteLine($"  {use.Kind,-9}  {use.Identity}{(use.Columns.Count > 0 ? $" ({string.Join(", ", use.Columns)})" : "")}");
        }

        output.WriteLine();
    }
}
