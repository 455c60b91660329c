using MigrationGuard.Collections;

namespace MigrationGuard.Manifests;

/// <summary>A statement that an app version runs.</summary>
public sealed record ManifestStatement
{
    /// <summary>Twelve hexadecimal digits, see <see cref="StatementKey"/>.</summary>
    public required string Id { get; init; }

    /// <summary>As the application sends it, named parameters already <c>$1</c>.</summary>
    public required string Text { get; init; }

    /// <summary>What <see cref="CanonicalSql"/> makes of the text.</summary>
    public required string Canonical { get; init; }

    /// <summary>The parameters in order of their numbers.</summary>
    public EquatableList<ManifestParameter> Parameters { get; init; }

    /// <summary>The role that runs it, when it is not the manifest's.</summary>
    public string? Role { get; init; }

    /// <summary>Its search_path, when it is not the manifest's.</summary>
    public string? SearchPath { get; init; }

    /// <summary>The columns it returns; null when nobody asked a server.</summary>
    public EquatableList<ManifestResultColumn>? Result { get; init; }

    /// <summary>Where it was found.</summary>
    public EquatableList<StatementOrigin> Origins { get; init; }

    /// <summary>How often it ran, when that was counted.</summary>
    public long? Calls { get; init; }

    /// <summary>When it was last seen to run; null when nobody looked.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}
