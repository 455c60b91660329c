using MigrationGuard.Gate.Environments;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>How the environments of both versions are compared.</summary>
/// <param name="Settings">What is compared.</param>
/// <param name="KeyVariable">The environment variable with the key of the captures.</param>
internal sealed record EnvironmentConfiguration(CaptureSettings Settings, string KeyVariable);
