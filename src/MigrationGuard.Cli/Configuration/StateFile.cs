using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Configuration;

/// <summary>What is known of the release: the live versions with what they use, and the newest released migration.</summary>
/// <param name="Live">The live versions.</param>
/// <param name="LastReleased">The newest released migration, if the file says it.</param>
internal sealed record StateFile(LiveVersions Live, Setting<string>? LastReleased)
{
    /// <summary>Reads a state file; <paramref name="shown"/> is its path in messages.</summary>
    /// <exception cref="UsageException">The file cannot be read, or says something that cannot be.</exception>
    public static StateFile Read(string shown, string fullPath) => Read(JsonFile.Read(shown, fullPath));

    /// <summary>The state that a value says.</summary>
    /// <exception cref="UsageException">The value says something that cannot be.</exception>
    public static StateFile Read(PlacedJson value)
    {
        var root = new JsonObjectReader(value, "$schema", "lastReleased", "live");
        var uses = new List<Use>();
        var labels = new List<string>();
        var known = true;
        foreach (var item in root.Items("live"))
        {
            var version = new JsonObjectReader(item, "version", "uses");
            var label = version.RequiredText("version").Value;
            labels.Add(label);
            known &= version.Has("uses");
            uses.AddRange(version.Items("uses").Select(use => ReadUse(label, use)));
        }

        // A version without a manifest may need everything; a list without versions says nothing.
        return new StateFile(new LiveVersions(known && labels.Count > 0, uses) { Labels = labels }, root.Text("lastReleased"));
    }

    private static Use ReadUse(string version, PlacedJson value)
    {
        var use = new JsonObjectReader(value, "table", "column", "statements", "place");
        return new Use(version, Name(use.RequiredText("table").Value), use.Text("column")?.Value, use.Count("statements") ?? 1, use.Text("place")?.Value);
    }

    private static ObjectName Name(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot < 0 ? new ObjectName(null, Unquote(text)) : new ObjectName(Unquote(text[..dot]), Unquote(text[(dot + 1)..]));
    }

    private static string Unquote(string part) => part is ['"', _, .., '"'] or ['[', _, .., ']'] ? part[1..^1] : part;
}
