using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>Rehearsals for people, pull requests and programs.</summary>
internal static class RehearsalReports
{
    /// <summary>The forms.</summary>
    public static IReadOnlyList<(string Word, Action<RehearsalReport, TextWriter, Palette> Value)> Formats { get; } =
        [("text", Text), ("json", (report, output, _) => RehearsalJson.Write(report, output)), ("markdown", (report, output, _) => Markdown(report, output))];

    private static void Text(RehearsalReport report, TextWriter output, Palette palette)
    {
        output.WriteLine(RehearsalWords.Head(report));
        foreach (var note in Notes(report))
        {
            output.WriteLine($"note: {note}");
        }

        foreach (var migration in report.Migrations)
        {
            output.WriteLine();
            output.WriteLine($"{palette.OfPhase(RehearsalWords.Of(migration.Phase))} {palette.Strong(migration.Migration.Name)} {RehearsalWords.Of(migration)} ({migration.Migration.Path})");
            foreach (var (label, text) in RehearsalWords.Lines(migration))
            {
                output.WriteLine($"  {label + ":",-9}{text.ReplaceLineEndings(" ")}");
            }
        }

        output.WriteLine();
        foreach (var version in RehearsalWords.Versions(report))
        {
            output.WriteLine(version);
        }

        foreach (var statement in report.New?.Open ?? [])
        {
            output.WriteLine($"  {palette.Of(statement.Verdict)}  {RehearsalWords.Line(report.New!.Version, statement)}");
        }

        output.WriteLine($"{Names.Count(report.Migrations.Count, "migration")}: {RehearsalWords.Counts(report)}");
        output.WriteLine(RehearsalVerdict.Sentence(report));
    }

    private static void Markdown(RehearsalReport report, TextWriter output)
    {
        output.Write($"### MigrationGuard rehearsal: {MarkdownReport.Escape(RehearsalVerdict.Sentence(report))}\n\n{MarkdownReport.Escape(RehearsalWords.Head(report))}\n\n");
        output.Write("| migration | phase | outcome | |\n|---|---|---|---|\n");
        foreach (var migration in report.Migrations)
        {
            var lines = RehearsalWords.Lines(migration).Select(line => $"{line.Label}: {MarkdownReport.Escape(line.Text.ReplaceLineEndings(" "))}");
            output.Write($"| {MarkdownReport.Code(migration.Migration.Name)} | {RehearsalWords.Of(migration.Phase)} | {RehearsalWords.Of(migration)} | {string.Join("<br>", lines)} |\n");
        }

        output.Write('\n');
        foreach (var line in RehearsalWords.Versions(report).Concat((report.New?.Open ?? []).Where(open => open.Verdict == ProofVerdict.Fail).Select(open => RehearsalWords.Line(report.New!.Version, open))).Concat(Notes(report)))
        {
            output.Write($"- {MarkdownReport.Escape(line)}\n");
        }
    }

    private static IEnumerable<string> Notes(RehearsalReport report) => report.Notes.Concat(report.WithoutRows.Select(table => $"no made-up rows in {table}"));
}
