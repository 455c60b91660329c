using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Commands;

/// <summary>The configuration that <c>init</c> writes.</summary>
internal static class InitialConfiguration
{
    private const string Schema = "https://raw.githubusercontent.com/migrationguard/migrationguard/main/docs/schemas/migrationguard.schema.json";

    /// <summary>The folder of a history as the configuration names it.</summary>
    public static string FolderOf(MigrationSet set) => set.Root.Length == 0 ? "." : set.Root;

    /// <summary>The text of the file.</summary>
    public static string Write(Settings settings, IReadOnlyList<MigrationSet> sets)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            WriteDatabase(json, settings);
            json.WriteStartArray("migrations");
            foreach (var set in sets)
            {
                json.WriteStringValue(FolderOf(set));
            }

            json.WriteEndArray();
            WriteBaseline(json, sets);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private static void WriteDatabase(Utf8JsonWriter json, Settings settings)
    {
        if (settings.Check.Database is { } database)
        {
            json.WriteString("database", SettingWords.Databases.First(entry => entry.Value == database.Value).Word);
        }

        if (settings.Check.DatabaseVersion is { } version)
        {
            json.WriteNumber("databaseVersion", version.Value);
        }

        if (settings.Check.Edition is { } edition)
        {
            json.WriteString("edition", edition.Value);
        }
    }

    private static void WriteBaseline(Utf8JsonWriter json, IReadOnlyList<MigrationSet> sets)
    {
        if (sets.Count == 1)
        {
            json.WriteString("baseline", sets[0].Newest.Id);
            return;
        }

        json.WriteStartObject("baseline");
        foreach (var set in sets)
        {
            json.WriteString(FolderOf(set), set.Newest.Id);
        }

        json.WriteEndObject();
    }
}
