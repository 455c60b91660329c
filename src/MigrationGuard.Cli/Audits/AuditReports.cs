using MigrationGuard.Cli.Reports;
using MigrationGuard.Mutations;

namespace MigrationGuard.Cli.Audits;

/// <summary>Audits for people, pull requests and programs.</summary>
internal static class AuditReports
{
    /// <summary>The forms.</summary>
    public static IReadOnlyList<(string Word, Action<MutationReport, TextWriter, Palette> Value)> Formats { get; } =
        [("text", Text), ("json", (report, output, _) => Json(report, output)), ("markdown", (report, output, _) => Markdown(report, output))];

    private static void Text(MutationReport report, TextWriter output, Palette palette)
    {
        output.WriteLine(AuditWords.Head(report));
        foreach (var note in report.Notes)
        {
            output.WriteLine($"note: {note}");
        }

        output.WriteLine();
        var width = report.Kinds.Select(kind => kind.Kind.Length).DefaultIfEmpty().Max();
        foreach (var (kind, caught, missed, refused) in report.Kinds)
        {
            output.WriteLine(FormattableString.Invariant($"  {kind.PadRight(width)}  {caught,5} of {caught + missed,5}{(refused > 0 ? FormattableString.Invariant($"  {refused} not allowed") : "")}"));
        }

        output.WriteLine();
        var blind = AuditWords.Blind(report).ToList();
        if (blind.Count > 0)
        {
            output.WriteLine("blind:");
            blind.ForEach(line => output.WriteLine($"  {line}"));
            output.WriteLine(AuditWords.Advice);
            output.WriteLine();
        }

        output.WriteLine(palette.Strong(AuditWords.Sentence(report)));
    }

    private static void Markdown(MutationReport report, TextWriter output)
    {
        output.Write($"### MigrationGuard audit: {MarkdownReport.Escape(AuditWords.Sentence(report))}\n\n{MarkdownReport.Escape(AuditWords.Head(report))}\n\n| change | caught | missed | not allowed |\n|---|---:|---:|---:|\n");
        foreach (var (kind, caught, missed, refused) in report.Kinds)
        {
            output.Write(FormattableString.Invariant($"| {MarkdownReport.Escape(kind)} | {caught} | {missed} | {refused} |\n"));
        }

        output.Write('\n');
        var blind = AuditWords.Blind(report).ToList();
        foreach (var line in blind.Concat(report.Notes))
        {
            output.Write($"- {MarkdownReport.Escape(line)}\n");
        }

        output.Write(blind.Count > 0 ? $"\n{AuditWords.Advice}\n" : "");
    }

    private static void Json(MutationReport report, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("formatVersion", 1);
        json.WriteString("server", report.Server);
        json.WriteString("schema", report.Copied);
        json.WriteNumber("caught", report.Caught);
        json.WriteNumber("possible", report.Possible);
        json.WriteNumber("share", Math.Round(report.Share, 4));
        json.WriteStartArray("versions");
        foreach (var (name, statements) in report.Versions)
        {
            json.WriteStartObject();
            json.WriteString("version", name);
            json.WriteNumber("statements", statements);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Strings("notes", report.Notes);
        Strings("blindTables", report.BlindTables);
        Strings("blindColumns", report.BlindColumns.Select(column => $"{column.Table}.{column.Column}"));
        json.WriteStartArray("mutations");
        foreach (var (mutation, outcome, why) in report.Tried)
        {
            json.WriteStartObject();
            json.WriteString("kind", mutation.Kind);
            json.WriteString("target", mutation.Target);
            json.WriteString("part", mutation.Column);
            json.WriteString("outcome", outcome switch { MutationOutcome.Caught => "caught", MutationOutcome.Missed => "missed", _ => "refused" });
            json.WriteString("why", why);
            json.WriteString("sql", mutation.Sql);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Strings(string name, IEnumerable<string> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    });
}
