using MigrationGuard.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>The report for people: per file the phase of every step, then the findings with their place in the source.</summary>
internal sealed class TextReport(Palette palette) : IReport
{
    // A longer run of steps of one phase is one line.
    private const int Run = 4;

    /// <inheritdoc />
    public void Write(CheckReport report, TextWriter output)
    {
        foreach (var file in report.Files)
        {
            WriteFile(file, output);
        }

        WriteSummary(report, output);
    }

    private void WriteFile(ReportedFile file, TextWriter output)
    {
        foreach (var migration in file.Migrations.Where(migration => !SaysNothing(migration)))
        {
            output.Write(palette.Strong(file.Path));
            output.Write(IsAlone(file, migration) ? "" : $" {migration.Migration.Id}");
            output.Write(migration.Migration.Direction == Direction.Down ? " (down)" : "");
            output.WriteLine(migration.Held ? ": contract, held for the gate" : migration.Steps.Count == 0 ? ": no statements" : "");
            WriteSteps(file, migration.Steps, output);
        }

        foreach (var finding in file.Findings)
        {
            WriteFinding(file, finding, output);
        }

        foreach (var (finding, _, waiver) in file.Waived)
        {
            output.WriteLine(FormattableString.Invariant($"  waived {finding.Rule.Id} in line {finding.Span.Line} until {waiver.Until:yyyy-MM-dd} by {waiver.Person}: {waiver.Reason}"));
        }

        output.WriteLine();
    }

    // A class has a way down even where there is none.
    private static bool SaysNothing(CheckedMigration migration)
        => migration is { Migration.Direction: Direction.Down, Steps.Count: 0 } && migration.Migration.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    private static bool IsAlone(ReportedFile file, CheckedMigration migration)
        => file.Migrations.All(other => ReferenceEquals(other, migration) || other.Migration.Direction != migration.Migration.Direction || other.Migration.Id == migration.Migration.Id);

    private void WriteSteps(ReportedFile file, IReadOnlyList<CheckedStep> steps, TextWriter output)
    {
        for (var i = 0; i < steps.Count;)
        {
            var phase = Names.PhaseOf(steps[i].Classification);
            var end = i;
            while (end < steps.Count && Names.PhaseOf(steps[end].Classification) == phase)
            {
                end++;
            }

            if (end - i > Run)
            {
                output.WriteLine(FormattableString.Invariant($"  {steps[i].Step.Span.Line,5}  {palette.OfPhase(phase)}  {end - i} steps up to line {steps[end - 1].Step.Span.Line}"));
                i = end;
            }

            for (; i < end; i++)
            {
                output.Write(FormattableString.Invariant($"  {steps[i].Step.Span.Line,5}  {palette.OfPhase(phase)}  "));
                output.Write(Excerpts.Step(file, steps[i].Step.Span, 100));
                output.WriteLine(steps[i].Step.Span.Path == file.Path ? "" : $" ({steps[i].Step.Span.Path})");
            }
        }
    }

    private void WriteFinding(ReportedFile file, Finding finding, TextWriter output)
    {
        output.WriteLine($"{finding.Span}: {palette.Of(finding.Severity)} {finding.Rule.Id} {palette.Strong(finding.Rule.Title)}{(finding.Held ? " (held for the gate)" : "")}");
        if (finding is { Severity: Severity.Info, Held: false })
        {
            // A note is one line, so that notes do not bury what has to be mended; the summary says where to read more.
            return;
        }

        if (finding.Span.Length > 0)
        {
            var (line, marks) = Excerpts.Marked(file, finding.Span);
            var number = finding.Span.Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
            output.WriteLine($"  {palette.Dim(number + " |")} {line}");
            output.WriteLine($"  {palette.Dim(new string(' ', number.Length) + " |")} {marks}");
        }

        output.Write("  Effect:  ");
        output.WriteLine(Names.EffectOf(finding));
        output.Write("  Instead: ");
        output.WriteLine(finding.Instead);
        if (finding.Suggestion is { } suggestion)
        {
            WriteSuggestion(suggestion, output);
        }
    }

    private static void WriteSuggestion(string suggestion, TextWriter output)
    {
        output.WriteLine("  Suggestion:");
        foreach (var line in suggestion.TrimEnd().AsSpan().EnumerateLines())
        {
            output.Write(line.IsEmpty ? "" : "    ");
            output.WriteLine(line);
        }
    }

    private void WriteSummary(CheckReport report, TextWriter output)
    {
        var summary = report.Summary;
        var released = summary.Released > 0 ? FormattableString.Invariant($" ({summary.Released} released before)") : "";
        output.WriteLine($"{Names.Count(summary.Migrations, "migration")}{released} for {(report.Servers.Count > 0 ? string.Join("; ", report.Servers) : "no server")}");
        output.WriteLine(FormattableString.Invariant($"{summary.Understood} of {Names.Count(summary.Statements, "statement")} understood"));
        output.WriteLine($"{Names.Count(summary.Errors, "error")}, {Names.Count(summary.Warnings, "warning")}, {Names.Count(summary.Infos, "note")}{(summary.Infos > 0 ? " (migrationguard rules ID explains one)" : "")}");
        if (summary.Held > 0)
        {
            output.WriteLine($"{Names.Count(summary.Held, "contract migration")} held for the gate");
        }

        output.WriteLine(palette.Strong(Names.Sentence(report.Verdict)));
    }
}
