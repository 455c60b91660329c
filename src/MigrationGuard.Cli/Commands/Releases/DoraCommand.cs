using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Reports;
using MigrationGuard.Gate.Stories;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary><c>migrationguard release dora</c>.</summary>
internal static class DoraCommand
{
    private static readonly (string Word, Action<string, DoraNumbers, TextWriter> Value)[] Forms = [("text", DoraReport.WriteText), ("json", DoraReport.WriteJson), ("csv", DoraReport.WriteCsv)];

    private static readonly Option<string?> Since = new("--since") { HelpName = "DURATION", Description = "How far back, e.g. 30d; or a time such as 2026-12-01. Default: 90d." };

    private static readonly Option<string> Output = CommonOptions.OneOf("--output", Forms, "The numbers as text or JSON, or the events as CSV. Default: text.");

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("dora", "Counts deployments, failed changes and restores of the service, from the journals of its releases.") { Since, CommonOptions.Connection, Output, JudgeOptions.Config };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var context = ReleaseContext.Back(result, surroundings);
        var now = surroundings.Time.GetUtcNow();
        var since = SinceOf(result.GetValue(Since) ?? "90d", now);
        var stories = new List<ReleaseStory>();
        foreach (var release in (await context.Means.Ledger.ReleasesAsync(cancellation)).Where(release => release.Service == context.Service))
        {
            stories.Add(ReleaseStory.Of(release, await context.Means.Ledger.JournalAsync(release.Id, cancellation)));
        }

        var write = result.GetValue(Output) is { } form ? Words.Read(Forms, form, "--output").Value : DoraReport.WriteText;
        write(context.Service, DoraNumbers.Of(stories, since, now), surroundings.Output);
        return ExitCode.Yes;
    }

    private static DateTimeOffset SinceOf(string text, DateTimeOffset now) => Durations.Read(text) is { } length ? now - length : JudgeOptions.Time(text, "--since")!.Value;
}
