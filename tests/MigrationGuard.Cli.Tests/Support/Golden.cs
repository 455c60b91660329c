using MigrationGuard.TestKit.Docs;

namespace MigrationGuard.Cli.Tests.Support;

/// <summary>Compares output with a file of this project; <c>MIGRATIONGUARD_WRITE_DOCS=1</c> writes it instead.</summary>
internal static class Golden
{
    /// <summary>Fails when the output differs.</summary>
    public static void Matches(string name, string output)
    {
        var difference = GeneratedFile.Difference(output, "tests", "MigrationGuard.Cli.Tests", "Golden", name);
        Assert.That(difference, Is.Null, output);
    }
}
