namespace MigrationGuard.Configuration;

/// <summary>Reads from <c>migrationguard.json</c> what decides how migrations are judged.</summary>
public static class CheckSettingsReader
{
    /// <summary>The file's name.</summary>
    public const string FileName = "migrationguard.json";

    /// <summary>All keys that the file may have, also those that only commands read.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["$schema", "database", "databaseVersion", "edition", "baseline", "migrations", "transaction", "unknown", "failOn", "completeHistory", "state", "service", "role", "searchPath", "gate"];

    /// <summary>The settings of a text; relative paths are relative to the folder. Files are not looked at.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="folder">The absolute folder that the file is in.</param>
    /// <exception cref="ConfigurationException">The text is no JSON, or says something that cannot be.</exception>
    public static CheckSettings Read(string path, string text, string folder) => Read(PlacedJsonReader.Read(path, text), folder);

    /// <summary>The settings of a value; relative paths are relative to the folder.</summary>
    /// <exception cref="ConfigurationException">The value says something that cannot be.</exception>
    public static CheckSettings Read(PlacedJson value, string folder)
    {
        var settings = new CheckSettings();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in (value as PlacedObject ?? throw new ConfigurationException("must be an object: { … }", value.Place)).Members)
        {
            if (!seen.Add(member.Name))
            {
                throw new ConfigurationException($"\"{member.Name}\" stands here a second time; remove one of them", member.Place);
            }

            settings = Apply(settings, member, folder);
        }

        return settings;
    }

    /// <summary>The text of a member, not empty.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public static Setting<string> Text(PlacedMember member)
        => member.Value is PlacedString { Value.Length: > 0 } text ? new Setting<string>(text.Value, text.Place) : throw Wrong(member, "a string that is not empty");

    private static CheckSettings Apply(CheckSettings settings, PlacedMember member, string folder) => member.Name switch
    {
        "database" => settings with { Database = Word(SettingWords.Databases, member) },
        "databaseVersion" => settings with { DatabaseVersion = Version(member) },
        "edition" => settings with { Edition = Word(SettingWords.Editions, member) },
        "baseline" => settings with { Baselines = Baselines(member, folder) },
        "migrations" => settings with { Migrations = Paths(member, folder) },
        "transaction" => settings with { Transaction = Word(SettingWords.Transactions, member) },
        "unknown" => settings with { Unknown = Word(SettingWords.Unknowns, member) },
        "completeHistory" => settings with { CompleteHistory = Flag(member) },
        "state" => settings with { State = new Setting<string>(Absolute(folder, Text(member).Value, member), member.Value.Place) },
        var other when Keys.Contains(other) => settings,
        _ => throw new ConfigurationException($"\"{member.Name}\" is not known; did you mean \"{Nearest.To(member.Name, Keys)}\"? Known are {SettingWords.List(Keys)}", member.Place),
    };

    private static Setting<T> Word<T>(IReadOnlyList<(string Word, T Value)> table, PlacedMember member) => SettingWords.Read(table, Text(member).Value, member.Value.Place);

    private static Setting<bool> Flag(PlacedMember member)
        => member.Value is PlacedBoolean flag ? new Setting<bool>(flag.Value, flag.Place) : throw Wrong(member, "true or false");

    private static Setting<int> Version(PlacedMember member) => member.Value switch
    {
        PlacedNumber { Value: > 0 and < 10_000 } number => new Setting<int>((int)number.Value, number.Place),
        PlacedString text => SettingWords.ReadVersion(text.Value, text.Place),
        _ => throw Wrong(member, "a version, e.g. 16 or 2022"),
    };

    private static Setting<IReadOnlyList<string>> Paths(PlacedMember member, string folder) => member.Value switch
    {
        PlacedString { Value.Length: > 0 } text => new Setting<IReadOnlyList<string>>([Absolute(folder, text.Value, member)], text.Place),
        PlacedArray { Items: { Count: > 0 } items } when items.All(item => item is PlacedString { Value.Length: > 0 })
            => new Setting<IReadOnlyList<string>>([.. items.Select(item => Absolute(folder, ((PlacedString)item).Value, member))], member.Value.Place),
        _ => throw Wrong(member, "a path or an array of paths, e.g. [\"db/migrations\"]"),
    };

    private static Dictionary<string, Setting<string>> Baselines(PlacedMember member, string folder)
    {
        var baselines = new Dictionary<string, Setting<string>>(StringComparer.Ordinal);
        switch (member.Value)
        {
            case PlacedString { Value.Length: > 0 } text:
                baselines[""] = new Setting<string>(text.Value, text.Place);
                return baselines;
            case PlacedObject { Members: var members } when members.All(inner => inner.Value is PlacedString { Value.Length: > 0 }):
                foreach (var inner in members)
                {
                    baselines[Absolute(folder, inner.Name, inner)] = Text(inner);
                }

                return baselines;
            default:
                throw Wrong(member, "the newest released migration, e.g. \"20240131120000_add_handle\", or one by folder: { \"db/migrations\": \"…\" }");
        }
    }

    private static string Absolute(string folder, string path, PlacedMember member)
    {
        try
        {
            return Path.GetFullPath(Path.Combine(folder, path));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw Wrong(member, "a path that can be");
        }
    }

    private static ConfigurationException Wrong(PlacedMember member, string wanted) => JsonObjectReader.Wrong(member.Name, member.Value, wanted);
}
