using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings;

/// <summary>A statement as it was recorded: its text holds no literal.</summary>
/// <param name="Text">Its canonical text, parameters as <c>$1</c>.</param>
/// <param name="Parameters">The application's parameters, and behind them those that stand for literals.</param>
/// <param name="Session">The session that sent it; null where nobody could see it.</param>
public sealed record RecordedStatement(string Text, EquatableList<ManifestParameter> Parameters, RecordedSession? Session)
{
    /// <summary>Where the application sent it first; null where nobody could see it.</summary>
    public StatementOrigin? Origin { get; init; }

    /// <summary>The columns that the server described; null where nobody saw it.</summary>
    public EquatableList<ManifestResultColumn>? Result { get; init; }

    /// <summary>How often it was sent.</summary>
    public long Calls { get; init; }

    /// <summary>When it was last sent.</summary>
    public DateTimeOffset LastSeen { get; init; }
}
