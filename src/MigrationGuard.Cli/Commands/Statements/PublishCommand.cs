using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Judging.Reports;

namespace MigrationGuard.Cli.Commands.Statements;

/// <summary><c>migrationguard statements publish</c>.</summary>
internal static class PublishCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The manifest: docs/schemas/manifest.schema.json." };

    private static readonly Option<string?> TestedOn = new("--tested-on")
    {
        HelpName = "WHERE",
        Description = "The database on which the version's tests passed: its statements are recorded as they work there. Default: the one of --connection.",
    };

    private static readonly Option<string?> OutputFile = new("--output-file")
    {
        HelpName = "FILE",
        Description = "Write the manifest with what was recorded to this file and store nothing; it can be published on another database later.",
    };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("publish", "Records how the statements of a version work, and stores them in a database.")
        {
            File, CommonOptions.Connection, TestedOn, OutputFile, JudgeOptions.Output,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var manifest = ManifestFiles.Read(result.GetValue(File)!, surroundings);
        var tested = result.GetValue(TestedOn) is { Length: > 0 } where ? ConnectionSetting.Given(where, "--tested-on", surroundings) : null;
        if (result.GetValue(OutputFile) is { } file)
        {
            var taken = await Publication.TakeAsync(manifest, tested ?? ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings), cancellation);
            ManifestFiles.Save(taken.Manifest, file, surroundings);
            return Tell(taken, file, result, surroundings);
        }

        var connection = ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings);
        if (tested is not null)
        {
            manifest = (await Publication.TakeAsync(manifest, tested, cancellation)).Manifest;
        }

        return Tell(await Publication.StoreAsync(manifest, connection, cancellation), null, result, surroundings);
    }

    private static ExitCode Tell(Publication publication, string? file, ParseResult result, Surroundings surroundings)
    {
        if (JudgeOptions.IsJson(result))
        {
            PublicationReport.WriteJson(publication, surroundings.Output);
        }
        else
        {
            PublicationReport.WriteText(publication, file, surroundings.Output);
        }

        return publication.Unproved.Count == 0 ? ExitCode.Yes : ExitCode.Unknown;
    }
}
