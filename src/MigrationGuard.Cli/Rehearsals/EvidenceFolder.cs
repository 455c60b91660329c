using System.Globalization;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>The folder that gets a file per migration with everything that was seen.</summary>
internal static class EvidenceFolder
{
    /// <summary>Makes the folder where it does not exist, before anything is rehearsed.</summary>
    /// <exception cref="UsageException">It cannot be made.</exception>
    public static string At(string shown, Surroundings surroundings) => Try(shown, () => Directory.CreateDirectory(Path.GetFullPath(shown, surroundings.Directory)).FullName);

    /// <summary>Writes the files, numbered in the order in which the migrations ran; older ones of the same names are replaced.</summary>
    /// <exception cref="UsageException">A file cannot be written.</exception>
    public static void Write(RehearsalReport report, string folder)
    {
        var number = 0;
        foreach (var migration in report.Migrations)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{++number:000}_{string.Concat(migration.Migration.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '_'))}.json");
            _ = Try(name, () =>
            {
                using var file = new StreamWriter(Path.Combine(folder, name)) { NewLine = "\n" };
                RehearsalJson.Write(migration, report, file);
                return name;
            });
        }
    }

    private static string Try(string shown, Func<string> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (Problem.Of(shown, exception) is not null)
        {
            throw new UsageException($"--evidence: {shown} cannot be written: {exception.Message}");
        }
    }
}
