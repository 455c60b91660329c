using System.Globalization;
using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Configuration;

/// <summary>Reads <c>migrationguard.state.json</c>.</summary>
public static class StateFileReader
{
    /// <summary>The state that a text says.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="ConfigurationException">The text is no JSON, or says something that cannot be.</exception>
    public static StateFile Read(string path, string text) => Read(PlacedJsonReader.Read(path, text));

    /// <summary>The state that a value says.</summary>
    /// <exception cref="ConfigurationException">The value says something that cannot be.</exception>
    public static StateFile Read(PlacedJson value)
    {
        var root = new JsonObjectReader(value, "$schema", "exportedAt", "fingerprint", "lastReleased", "window", "contractPending", "live");
        return new StateFile(ReadLive(root))
        {
            LastReleased = root.Text("lastReleased"),
            Window = root.Member("window") is { } window ? ReadWindow(window) : null,
            ContractPending = root.Items("contractPending").Select(ReadPending).ToList(),
            Fingerprint = root.Text("fingerprint")?.Value,
            ExportedAt = Time(root, "exportedAt"),
        };
    }

    private static LiveVersions ReadLive(JsonObjectReader root)
    {
        var uses = new List<Use>();
        var labels = new List<string>();
        var complete = true;
        foreach (var item in root.Items("live"))
        {
            var version = new JsonObjectReader(item, "version", "unknownStatements", "uses");
            var label = version.RequiredText("version").Value;
            labels.Add(label);
            complete &= version.Has("uses") && version.Count("unknownStatements") is null or 0;
            foreach (var use in version.Items("uses"))
            {
                ReadUse(uses, label, use);
            }
        }

        // A version without a manifest may need everything; a list without versions says nothing.
        return new LiveVersions(uses.Count > 0 || (complete && labels.Count > 0), uses) { Labels = labels, Complete = complete && labels.Count > 0 };
    }

    private static void ReadUse(List<Use> uses, string version, PlacedJson value)
    {
        var use = new JsonObjectReader(value, "table", "column", "statements", "place", "columns");
        var read = new Use(version, ObjectName.Read(use.RequiredText("table").Value), use.Text("column")?.Value, use.Count("statements") ?? 1, use.Text("place")?.Value)
        {
            ColumnsApart = use.Has("columns"),
        };
        if (read is { Column: not null, ColumnsApart: true })
        {
            throw new ConfigurationException("\"column\" and \"columns\" exclude each other; remove one of them", value.Place);
        }

        uses.Add(read);
        foreach (var item in use.Items("columns"))
        {
            var column = new JsonObjectReader(item, "column", "statements", "place");
            uses.Add(new Use(version, read.Table, column.RequiredText("column").Value, column.Count("statements") ?? 1, column.Text("place")?.Value));
        }
    }

    private static RollbackWindow ReadWindow(PlacedJson value)
    {
        var window = new JsonObjectReader(value, "version", "until");
        return new RollbackWindow(window.RequiredText("version").Value, Time(window, "until"));
    }

    private static PendingContract ReadPending(PlacedJson value)
    {
        var pending = new JsonObjectReader(value, "object", "since", "release");
        return new PendingContract(pending.RequiredText("object").Value, Time(pending, "since"), pending.Text("release")?.Value);
    }

    private static DateTimeOffset? Time(JsonObjectReader reader, string name) => reader.Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new ConfigurationException($"\"{name}\" is no time; write 2026-12-01T10:00:00Z", text.Origin);
}
