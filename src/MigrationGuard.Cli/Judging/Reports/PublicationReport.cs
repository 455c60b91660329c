using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>The result of <c>statements publish</c>.</summary>
internal static class PublicationReport
{
    /// <summary>For people; <paramref name="file"/> is where it was written instead of being stored.</summary>
    public static void WriteText(Publication publication, string? file, TextWriter output)
    {
        var unproved = publication.Unproved;
        foreach (var statement in unproved)
        {
            output.WriteLine($"unknown  {ProofWords.Place(statement)}");
            output.WriteLine($"         {ProofWords.OneLine(statement.Text, 110)}");
            output.WriteLine($"         {statement.Unproved!.ReplaceLineEndings(" ")}");
        }

        foreach (var miss in publication.Manifest.Recording?.Missed ?? [])
        {
            output.WriteLine(FormattableString.Invariant($"not in the manifest: {miss.Count} command{(miss.Count == 1 ? "" : "s")} that {(miss.Count == 1 ? "was" : "were")} seen while recording: {miss.Reason}"));
        }

        var proved = publication.Statements.Count - unproved.Count;
        output.WriteLine(FormattableString.Invariant($"{publication.Version}: {Names.Count(publication.Statements.Count, "statement")}, {proved} can be proved, {unproved.Count} cannot"));
        output.WriteLine(file is not null ? $"Wrote {file}; nothing was stored."
            : $"Stored. Next: migrationguard versions add {publication.Version.Label} --service {publication.Version.Service}");
    }

    /// <summary>For programs.</summary>
    public static void WriteJson(Publication publication, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        StatementJson.WriteVersion(json, publication.Version);
        if (publication.Manifest.Recording is { } recording)
        {
            json.WriteNumber("missed", recording.MissedCommands);
        }

        json.WriteStartArray("statements");
        foreach (var statement in publication.Statements)
        {
            json.WriteStartObject();
            StatementJson.WriteStatement(json, statement);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
