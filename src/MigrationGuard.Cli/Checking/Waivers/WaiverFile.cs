using System.Globalization;
using System.Text;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Checking.Waivers;

/// <summary>The file of waivers, which is reviewed like the migrations that it is about.</summary>
internal sealed class WaiverFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "migrationguard.waivers.json";

    private const string Day = "yyyy-MM-dd";

    private WaiverFile(string path, IReadOnlyList<Waiver> waivers) => (Path, Waivers) = (path, waivers);

    /// <summary>Where it is, or would be.</summary>
    public string Path { get; }

    /// <summary>The waivers, in the order of the file.</summary>
    public IReadOnlyList<Waiver> Waivers { get; }

    /// <summary>The nearest file in the folder or above it; else an empty one in the folder.</summary>
    /// <exception cref="UsageException">It cannot be read, or says something that cannot be.</exception>
    public static WaiverFile Find(string folder)
    {
        for (var directory = folder; directory is not null; directory = System.IO.Path.GetDirectoryName(directory))
        {
            if (System.IO.Path.Combine(directory, FileName) is var path && File.Exists(path))
            {
                return new(path, Read(path));
            }
        }

        return new(System.IO.Path.Combine(folder, FileName), []);
    }

    /// <summary>Writes it with other waivers.</summary>
    public void Write(IEnumerable<Waiver> waivers)
    {
        using var text = new StringWriter { NewLine = "\n" };
        JsonText.Write(text, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("waivers");
            foreach (var waiver in waivers)
            {
                Write(json, waiver);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        File.WriteAllText(Path, text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static List<Waiver> Read(string path)
    {
        var root = new SectionReader(JsonFile.Read(FileName, path), "waivers file", "waivers");
        return [.. root.Items("waivers").Select(item =>
        {
            var waiver = new SectionReader(item.Value, item.Path, "id", "rule", "file", "digest", "reason", "person", "at", "until");
            return new Waiver(
                waiver.RequiredText("id", "what 'migrationguard waive' wrote"), waiver.RequiredText("rule", "e.g. \"MG0101\""), waiver.RequiredText("file", "e.g. \"db/003.sql\""),
                waiver.RequiredText("digest", "\"sha256:…\""), waiver.RequiredText("reason", "why the finding may stay"), waiver.RequiredText("person", "who takes the responsibility"),
                DayOf(waiver, "at"), DayOf(waiver, "until"));
        })];
    }

    private static DateOnly DayOf(SectionReader waiver, string key) => waiver.RequiredText(key, "e.g. \"2026-12-31\"") is var text && DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day : throw waiver.Complaint(key, $"\"{text}\" is no day; write e.g. \"2026-12-31\"");

    private static void Write(Utf8JsonWriter json, Waiver waiver)
    {
        json.WriteStartObject();
        json.WriteString("id", waiver.Id);
        json.WriteString("rule", waiver.Rule);
        json.WriteString("file", waiver.File);
        json.WriteString("digest", waiver.Digest);
        json.WriteString("reason", waiver.Reason);
        json.WriteString("person", waiver.Person);
        json.WriteString("at", waiver.At.ToString(Day, CultureInfo.InvariantCulture));
        json.WriteString("until", waiver.Until.ToString(Day, CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
