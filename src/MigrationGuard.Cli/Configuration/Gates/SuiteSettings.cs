namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>A test suite.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">What a shell runs.</param>
/// <param name="Results">Where the results lie afterwards, a pattern relative to the configuration.</param>
/// <param name="Timeout">How long it may take.</param>
internal sealed record SuiteSettings(string Name, string Command, string Results, TimeSpan Timeout)
{
    /// <summary>The kind of evidence that it gives.</summary>
    public string Kind => "suite:" + Name;
}
