using System.CommandLine;
using System.Text;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Reports.Pages;
using MigrationGuard.Cli.Releases.Stories;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release report</c>.</summary>
internal static class ReportCommand
{
    private static readonly Option<string?> File = new("--output-file") { HelpName = "FILE", Description = "Where to write it; - for standard output. Default: report.html." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("report", "Writes a release as one HTML page: timeline, evidence, schema change, traffic, way back, removal. It needs no network and prints on A4.")
        {
            ReleaseOptions.Release, File, CommonOptions.Connection, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Back(result, surroundings);
        var view = await new StoryReader(context, surroundings).ReadAsync(result.GetValue(ReleaseOptions.Release), cancellation);
        var file = result.GetValue(File) ?? "report.html";
        if (file == "-")
        {
            StoryPage.Write(view, surroundings.Output);
            return ExitCode.Yes;
        }

        var path = Path.GetFullPath(file, surroundings.Directory);
        try
        {
            await using var output = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            StoryPage.Write(view, output);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output-file: {file} cannot be written: {failure.Message}");
        }

        surroundings.Output.WriteLine($"{view.Story.Release.Id}: {StoryWords.Verdict(view.Story)}. Written to {file}.");
        return ExitCode.Yes;
    }
}
