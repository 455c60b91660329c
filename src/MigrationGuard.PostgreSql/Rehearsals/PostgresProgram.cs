using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>A program of PostgreSQL on this machine.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Major">The major version that it says it is.</param>
public sealed partial record PostgresProgram(string Path, int Major)
{
    private static readonly string[] Roots = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", @"C:\Program Files\PostgreSQL"];

    /// <summary>Every one of that name: PATH, the folders of distributions; by version.</summary>
    /// <param name="name">Such as <c>pg_dump</c>.</param>
    public static IReadOnlyList<PostgresProgram> Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Roots.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Select(folder => System.IO.Path.Combine(folder, "bin")));
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return [.. folders.Select(folder => System.IO.Path.Combine(folder, file)).Where(File.Exists).Select(Read).OfType<PostgresProgram>().DistinctBy(found => found.Major).OrderBy(found => found.Major)];
    }

    /// <summary>The one at a path; null when it is none.</summary>
    public static PostgresProgram? Read(string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && Version().Match(output) is { Success: true } version ? new PostgresProgram(path, int.Parse(version.Value, CultureInfo.InvariantCulture)) : null;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+|(?<=PostgreSQL\D{0,3})\d+")]
    private static partial Regex Version();
}
