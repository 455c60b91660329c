using System.Diagnostics;
using System.Globalization;
using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Wire;

/// <summary>Programs that come with PostgreSQL.</summary>
internal static class ForeignProgram
{
    /// <summary>What a program writes that is connected through a recorder; ignored where there is no such program.</summary>
    public static async Task<string> RunAsync(string program, WireScene scene, params string[] arguments)
    {
        var directory = Directories().FirstOrDefault(found => File.Exists(Path.Combine(found, program)));
        Assume.That(directory, Is.Not.Null, $"No {program} here.");
        var start = new ProcessStartInfo(Path.Combine(directory!, program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGHOST"] = "127.0.0.1";
        start.Environment["PGPORT"] = scene.EndPoint.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = "postgres";
        start.Environment["PGDATABASE"] = scene.Database.Name;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await error);
        return output;
    }

    private static IEnumerable<string> Directories()
        => [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), .. PostgresBinaries.Installed.Select(found => found.Directory)];
}
