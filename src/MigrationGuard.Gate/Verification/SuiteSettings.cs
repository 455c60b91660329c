namespace MigrationGuard.Gate.Verification;

/// <summary>A suite of tests that is run against a slot.</summary>
/// <param name="Name">Its name; the kind of its evidence is <c>suite:</c> and the name.</param>
/// <param name="Command">What the shell runs, with <c>MIGRATIONGUARD_SLOT</c>, <c>_VERSION</c>, <c>_URL</c> and <c>_FINGERPRINT</c> in its environment.</param>
/// <param name="Results">Where it writes JUnit XML or TRX, as a pattern under the directory, e.g. <c>results/**/*.trx</c>.</param>
public sealed record SuiteSettings(string Name, string Command, string Results)
{
    /// <summary>How long it may take, per version; 10 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where it runs; the current directory by default.</summary>
    public string Directory { get; init; } = ".";

    /// <summary>Variables besides those that are inherited; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The variables of which the values are shown nowhere, besides those of which the name says so (<c>…PASSWORD</c>, <c>…TOKEN</c>, <c>…KEY</c> and the like).</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
