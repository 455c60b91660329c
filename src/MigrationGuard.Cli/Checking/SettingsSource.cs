using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources;

namespace MigrationGuard.Cli.Checking;

/// <summary>Collects the settings of a run: command line before environment before configuration file.</summary>
internal sealed class SettingsSource(CheckRequest request, Surroundings surroundings, InputFiles input)
{
    /// <summary>The settings.</summary>
    /// <exception cref="UsageException">A file or variable says something that cannot be, or two files apply.</exception>
    public Settings Read()
    {
        var environment = EnvironmentSettings.Read(surroundings.Variable, surroundings.Directory);
        var file = FindFile();
        var configured = file is null ? new Settings() : ConfigurationFile.Read(input.Shown(file), file);
        var given = request.Settings.Or(environment);

        // A database given here must not be completed with a version that a file says of another one.
        if (given.Check.Database is { } database && configured.Check.Database is { } other && database.Value != other.Value)
        {
            configured = configured with { Check = configured.Check with { DatabaseVersion = null, Edition = null } };
        }

        return given.Or(configured);
    }

    private string? FindFile()
    {
        if ((request.ConfigurationFile ?? Variable("MIGRATIONGUARD_CONFIG")) is { } named)
        {
            return Path.GetFullPath(named, surroundings.Directory);
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in Folders())
        {
            if (ConfigurationFile.Find(folder) is { } file)
            {
                found.Add(file);
            }
        }

        return found.Count < 2 ? found.FirstOrDefault()
            : throw new UsageException($"two configurations apply: {Words.List(found.Select(input.Shown))}; check their folders one at a time, or choose with --config");
    }

    private HashSet<string> Folders()
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in request.Paths)
        {
            var fixedPart = path.AsSpan().IndexOfAny("*?[{") is var pattern and >= 0 && !Path.Exists(Path.GetFullPath(path, surroundings.Directory)) ? path[..pattern] : path;
            var full = Path.GetFullPath(path == "-" || fixedPart.Length == 0 ? "." : fixedPart, surroundings.Directory);
            folders.Add(Directory.Exists(full) ? full : Path.GetDirectoryName(full) ?? full);
        }

        return folders.Count > 0 ? folders : [surroundings.Directory];
    }

    private string? Variable(string name) => surroundings.Variable(name) is { Length: > 0 } value ? value : null;
}
