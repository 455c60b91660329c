namespace MigrationGuard.Cli.Configuration;

/// <summary>The severity from which on a finding fails the check.</summary>
internal enum FailOn
{
    /// <summary>Errors only.</summary>
    Error,

    /// <summary>Warnings too.</summary>
    Warning,
}
