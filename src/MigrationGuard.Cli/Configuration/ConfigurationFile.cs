using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Cli.Sources;

namespace MigrationGuard.Cli.Configuration;

/// <summary>Finds and reads <c>migrationguard.json</c>.</summary>
internal static class ConfigurationFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "migrationguard.json";

    /// <summary>The keys that the file may have.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["$schema", "database", "databaseVersion", "edition", "baseline", "migrations", "transaction", "unknown", "failOn", "completeHistory", "state", "service", "role", "searchPath", "gate"];

    /// <summary>The nearest file in the folder or above it, or null.</summary>
    public static string? Find(string folder)
    {
        for (var directory = folder; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            var file = Path.Combine(directory, FileName);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>The settings of a file; <paramref name="shown"/> is its path in messages.</summary>
    /// <exception cref="UsageException">The file cannot be read, or says something that cannot be.</exception>
    public static Settings Read(string shown, string fullPath) => Read(JsonFile.Read(shown, fullPath), Path.GetDirectoryName(fullPath)!);

    /// <summary>The settings of a value; relative paths are relative to the folder.</summary>
    /// <exception cref="UsageException">The value says something that cannot be.</exception>
    public static Settings Read(PlacedJson value, string folder)
    {
        var settings = new Settings();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in (value as PlacedObject ?? throw new UsageException($"{value.Place}: must be an object: {{ … }}")).Members)
        {
            if (!seen.Add(member.Name))
            {
                throw new UsageException($"{member.Place}: \"{member.Name}\" stands here a second time; remove one of them");
            }

            settings = Apply(settings, member, folder);
        }

        return settings;
    }

    private static Settings Apply(Settings settings, PlacedMember member, string folder) => member.Name switch
    {
        "$schema" => settings,
        "database" => settings with { Database = Words.Read(Words.Databases, Text(member), member.Value.Place) },
        "databaseVersion" => settings with { DatabaseVersion = Version(member) },
        "edition" => settings with { Edition = Words.Read(Words.Editions, Text(member), member.Value.Place) },
        "baseline" => settings with { Baselines = Baselines(member, folder) },
        "migrations" => settings with { Migrations = Paths(member, folder) },
        "transaction" => settings with { Transaction = Words.Read(Words.Transactions, Text(member), member.Value.Place) },
        "unknown" => settings with { Unknown = Words.Read(Words.Unknowns, Text(member), member.Value.Place) },
        "failOn" => settings with { FailOn = Words.Read(Words.FailOns, Text(member), member.Value.Place) },
        "completeHistory" => settings with { CompleteHistory = Flag(member) },
        "state" => settings with { State = new Setting<string>(Path.GetFullPath(Text(member), folder), member.Value.Place) },
        "service" => settings with { Service = new Setting<string>(Text(member), member.Value.Place) },
        "role" => settings with { Role = new Setting<string>(Text(member), member.Value.Place) },
        "searchPath" => settings with { SearchPath = new Setting<string>(Text(member), member.Value.Place) },
        "gate" => settings with { Gate = GateReader.Read(member.Value, folder) },
        _ => throw new UsageException($"{member.Place}: \"{member.Name}\" is not known; did you mean \"{Nearest.To(member.Name, Keys)}\"? Known are {Words.List(Keys)}"),
    };

    private static string Text(PlacedMember member) => member.Value is PlacedString { Value.Length: > 0 } text ? text.Value : throw Wrong(member, "a string that is not empty");

    private static Setting<bool> Flag(PlacedMember member)
        => member.Value is PlacedBoolean flag ? new Setting<bool>(flag.Value, flag.Place) : throw Wrong(member, "true or false");

    private static Setting<int> Version(PlacedMember member) => member.Value switch
    {
        PlacedNumber { Value: > 0 and < 10_000 } number => new Setting<int>((int)number.Value, number.Place),
        PlacedString text => Words.ReadVersion(text.Value, text.Place),
        _ => throw Wrong(member, "a version, e.g. 16 or 2022"),
    };

    private static Setting<IReadOnlyList<string>> Paths(PlacedMember member, string folder) => member.Value switch
    {
        PlacedString { Value.Length: > 0 } text => new Setting<IReadOnlyList<string>>([Path.GetFullPath(text.Value, folder)], text.Place),
        PlacedArray { Items: [PlacedString, ..] items } when items.All(item => item is PlacedString { Value.Length: > 0 })
            => new Setting<IReadOnlyList<string>>([.. items.Select(item => Path.GetFullPath(((PlacedString)item).Value, folder))], member.Value.Place),
        _ => throw Wrong(member, "a path or an array of paths, e.g. [\"db/migrations\"]"),
    };

    private static Dictionary<string, Setting<string>> Baselines(PlacedMember member, string folder) => member.Value switch
    {
        PlacedString { Value.Length: > 0 } text => new() { [""] = new Setting<string>(text.Value, text.Place) },
        PlacedObject { Members: var members } when members.All(inner => inner.Value is PlacedString { Value.Length: > 0 })
            => members.DistinctBy(inner => inner.Name).ToDictionary(inner => Path.GetFullPath(inner.Name, folder), inner => new Setting<string>(((PlacedString)inner.Value).Value, inner.Value.Place)),
        _ => throw Wrong(member, "the newest released migration, e.g. \"20240131120000_add_handle\", or one by folder: { \"db/migrations\": \"…\" }"),
    };

    private static UsageException Wrong(PlacedMember member, string wanted)
        => new($"{member.Value.Place}: \"{member.Name}\" is {member.Value.Kind}; write {wanted}");
}
