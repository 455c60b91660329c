using System.Diagnostics;
using System.Globalization;

namespace WebShop.Demo;

/// <summary>The tests of a version, run against an instance of it.</summary>
internal sealed class Suite(Site site)
{
    /// <exception cref="StoryException">A test failed.</exception>
    public async Task RunAsync(string release, int port, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", ["test", Layout.Tests(release), "--nologo", "--results-directory", Path.Combine(site.Folder, "tests")]) { RedirectStandardOutput = true };
        start.Environment["MIGRATIONGUARD_URL"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        using var process = Process.Start(start)!;
        await using var ended = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw new StoryException($"The tests of {release} failed.\n{output}");
        }
    }
}
