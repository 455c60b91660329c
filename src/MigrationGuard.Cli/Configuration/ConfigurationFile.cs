using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Configuration;

/// <summary>Finds and reads <c>migrationguard.json</c>.</summary>
internal static class ConfigurationFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = CheckSettingsReader.FileName;

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
    public static Settings Read(PlacedJson value, string folder) => UsageException.Of(() =>
    {
        var settings = new Settings { Check = CheckSettingsReader.Read(value, folder) };
        return ((PlacedObject)value).Members.Aggregate(settings, (read, member) => Apply(read, member, folder));
    });

    private static Settings Apply(Settings settings, PlacedMember member, string folder) => member.Name switch
    {
        "failOn" => settings with { FailOn = SettingWords.Read(Words.FailOns, CheckSettingsReader.Text(member).Value, member.Value.Place) },
        "service" => settings with { Service = CheckSettingsReader.Text(member) },
        "role" => settings with { Role = CheckSettingsReader.Text(member) },
        "searchPath" => settings with { SearchPath = CheckSettingsReader.Text(member) },
        "gate" => settings with { Gate = GateReader.Read(member.Value, folder) },
        _ => settings,
    };
}
