using System.Globalization;

namespace MigrationGuard.Acceptance.Tests.Support;

/// <summary>The system's clock, moved to another day; it goes on from there.</summary>
internal sealed class MovedTime : TimeProvider
{
    private TimeSpan _ahead;

    /// <summary>Moves it.</summary>
    public void MoveTo(string utc) => _ahead = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) - System.GetUtcNow();

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
