using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings.Masking;

/// <summary>A statement without literals.</summary>
/// <param name="Text">Its canonical text.</param>
/// <param name="Parameters">The application's parameters, and behind them those that stand for literals.</param>
internal sealed record MaskedStatement(string Text, EquatableList<ManifestParameter> Parameters);
