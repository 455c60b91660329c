using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings;

/// <summary>A command that an application was seen to send. Of its parameters only names and types are here: a recorder never reads a value.</summary>
/// <param name="Text">The text as the application gave it to its driver, literals and comments included; it is kept only without them.</param>
/// <param name="Placeholders">How parameters are written in the text.</param>
/// <param name="Parameters">The parameters in the driver's order, with the types as they are sent.</param>
public sealed record RecordedCommand(string Text, PlaceholderStyle Placeholders, EquatableList<ManifestParameter> Parameters)
{
    /// <summary>The session that sent it; null where nobody could see it.</summary>
    public RecordedSession? Session { get; init; }

    /// <summary>Where the application sent it; null where nobody could see it.</summary>
    public StatementOrigin? Origin { get; init; }

    /// <summary>The columns that the server described; null where nobody saw it.</summary>
    public EquatableList<ManifestResultColumn>? Result { get; init; }
}
