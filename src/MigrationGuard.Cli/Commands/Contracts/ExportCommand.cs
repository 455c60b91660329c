using System.CommandLine;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Releases.Queue;

namespace MigrationGuard.Cli.Commands.Contracts;

/// <summary><c>migrationguard contract export</c>.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Form = new Option<string>("--format") { Description = "The form. Default: ics.", DefaultValueFactory = _ => "ics" }.AcceptOnlyFromAmong([.. ExportReport.Formats]);

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var export = new Command("export", "Writes the coming maintenance windows with what will be removed in them: iCalendar for people's calendars, JSON, Markdown.") { Form, QueueOptions.Count, CommonOptions.Connection, JudgeOptions.Config };
        export.SetAction(async (result, cancellation) =>
        {
            await using var context = ReleaseContext.Forward(result, surroundings);
            var now = surroundings.Time.GetUtcNow();
            var entries = await new QueueReader(context).ReadAsync(cancellation);
            var notes = await context.Queue.Notes.NotesAsync(cancellation);
            var windows = PlannedWindow.Of(context.Gate, await context.Queue.Notes.DatabaseAsync(cancellation), entries, (now, Math.Clamp(result.GetValue(QueueOptions.Count), 1, 100)));
            ExportReport.Write(windows, result.GetValue(Form)!, context.Target, (surroundings.Output, now, notes is [.., var last] ? last.Number : 0));
            return (int)ExitCode.Yes;
        });
        return export;
    }
}
