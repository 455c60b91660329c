namespace MigrationGuard.Cli.Tests.Support;

/// <summary>The system's clock, ahead by some time.</summary>
internal sealed class LaterTime(TimeSpan ahead) : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
