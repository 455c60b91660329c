using System.Diagnostics;

namespace MigrationGuard.Cli.Tests;

public sealed class CommandLineTests
{
    [Test]
    public async Task Version_is_printed_on_standard_output()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "migrationguard.dll"), "--version"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(output, Does.Match(@"^\d+\.\d+\.\d+"));
    }
}
