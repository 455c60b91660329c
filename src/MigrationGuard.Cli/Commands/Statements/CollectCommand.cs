using System.CommandLine;
using MigrationGuard.Cli.Collecting;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Manifests;

namespace MigrationGuard.Cli.Commands.Statements;

/// <summary><c>migrationguard statements collect</c>.</summary>
internal static class CollectCommand
{
    private static readonly (string Word, PlaceholderStyle Style)[] Styles = [("named", PlaceholderStyle.Named), ("question-marks", PlaceholderStyle.QuestionMarks)];

    private static readonly Argument<string[]> Paths =
        CommonOptions.Paths("C# folders, projects and files; .sql files and patterns ('queries/**/*.sql'), a statement per semicolon.");

    private static readonly Option<string?> Label = new("--label") { HelpName = "VERSION", Description = "The version as people call it, such as 4.2.0." };

    private static readonly Option<string?> Digest = new("--digest")
    {
        HelpName = "DIGEST",
        Description = "What identifies the build: the digest of its image (sha256:…), else the commit ($(git rev-parse HEAD)).",
    };

    private static readonly Option<string?> Role = new("--role") { HelpName = "ROLE", Description = "The role that the application connects as. Default: \"role\" of migrationguard.json." };

    private static readonly Option<string?> SearchPath = new("--search-path")
    {
        HelpName = "SCHEMAS",
        Description = "The search_path of its sessions. Default: \"searchPath\" of migrationguard.json, else " + StatementManifest.DefaultSearchPath + ".",
    };

    private static readonly Option<string> From =
        CommonOptions.OneOf("--from", [("pg_stat_statements", 0)], "Add what the role ran according to this extension of the database of --connection.");

    private static readonly Option<string> Placeholders =
        CommonOptions.OneOf("--placeholders", Styles, "How the sources write parameters: @name, :name and $1, or ? in order. Default: named.");

    private static readonly Option<string[]> Define = new("--define")
    {
        HelpName = "NAME=VALUE",
        Description = "What a property, field or variable stands for that is set at run time, such as SchemaName=shop.",
    };

    private static readonly Option<string[]> Merge = new("--merge") { HelpName = "FILE", Description = "Add the statements of this manifest of the same version." };

    private static readonly Option<bool> IncludeTests = new("--include-tests") { Description = "Read the code of tests too." };

    private static readonly Option<string?> OutputFile = new("--output-file") { HelpName = "FILE", Description = "Write the manifest to this file. Default: standard output." };

    private static readonly Option<bool> FailOnUncollected = new("--fail-on-uncollected") { Description = "Exit code 2 when a text was found that could not be collected." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("collect", "Writes the manifest of a version: the SQL in its sources, and what the database saw of it.")
        {
            Paths, JudgeOptions.Service, Label, Digest, Role, SearchPath, From, CommonOptions.Connection, Placeholders, Define, Merge, IncludeTests, OutputFile, FailOnUncollected, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var run = new CollectRun(Request(result, surroundings), surroundings);
        var manifest = await run.RunAsync(cancellation);
        CollectReport.Write(run.Collection, run.Problems, surroundings);
        if (run.Problems.Count > 0)
        {
            return ExitCode.Usage;
        }

        if (result.GetValue(OutputFile) is { } file)
        {
            ManifestFiles.Save(manifest, file, surroundings);
        }
        else
        {
            surroundings.Output.Write(ManifestFile.ToJson(manifest));
        }

        return manifest.Statements.Count == 0 || (result.GetValue(FailOnUncollected) && run.Collection.Missed.Count > 0) ? ExitCode.Unknown : ExitCode.Yes;
    }

    private static CollectRequest Request(ParseResult result, Surroundings surroundings)
    {
        var paths = result.GetValue(Paths) ?? [];
        var merge = result.GetValue(Merge) ?? [];
        var statistics = result.GetValue(From) is null ? null : ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        if (paths.Length == 0 && statistics is null && merge.Length == 0)
        {
            throw new UsageException("collect from where? Name a folder with C#, .sql files, or --from pg_stat_statements");
        }

        return new CollectRequest
        {
            Version = Version(result, surroundings),
            Paths = paths,
            Merge = merge,
            Statistics = statistics,
            Placeholders = result.GetValue(Placeholders) is { } style ? Words.Read(Styles, style, "--placeholders").Value : PlaceholderStyle.Named,
            Definitions = Definitions(result.GetValue(Define) ?? []),
            Tests = result.GetValue(IncludeTests) ? TestCode.Read : TestCode.LeftOut,
        };
    }

    private static Dictionary<string, string> Definitions(string[] given)
    {
        var definitions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var definition in given)
        {
            var sign = definition.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || !definitions.TryAdd(definition[..sign].Trim(), definition[(sign + 1)..]))
            {
                throw new UsageException($"--define: \"{definition}\" is no NAME=VALUE with a name of its own");
            }
        }

        return definitions;
    }

    private static StatementManifest Version(ParseResult result, Surroundings surroundings) => new()
    {
        Service = VersionWords.Checked("--service", JudgeOptions.ServiceOf(result, surroundings), ManifestText.LabelFault, "which application? --service NAME, or \"service\" in migrationguard.json"),
        Label = VersionWords.Checked("--label", result.GetValue(Label), ManifestText.LabelFault, "which version? --label 4.2.0"),
        Digest = VersionWords.Checked("--digest", result.GetValue(Digest), ManifestText.DigestFault,
            "which build? --digest with the digest of its image (docker image inspect --format '{{index .RepoDigests 0}}' IMAGE), else its commit (git rev-parse HEAD)"),
        Role = VersionWords.Checked("--role", result.GetValue(Role) ?? JudgeOptions.Configured(result, surroundings).Role?.Value, ManifestText.RoleFault, "which role does it connect as? --role NAME, or \"role\" in migrationguard.json"),
        SearchPath = VersionWords.Checked("--search-path", result.GetValue(SearchPath) ?? JudgeOptions.Configured(result, surroundings).SearchPath?.Value ?? StatementManifest.DefaultSearchPath, ManifestText.SearchPathFault, ""),
    };
}
