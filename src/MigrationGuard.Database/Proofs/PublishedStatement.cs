using MigrationGuard.Manifests;

namespace MigrationGuard.Proofs;

/// <summary>A statement of a version as the ledger stores it.</summary>
public sealed record PublishedStatement
{
    /// <summary>Its key in this database.</summary>
    public required long Id { get; init; }

    /// <summary>The id of the manifest: the same text, types, role and search path have it everywhere.</summary>
    public required string Key { get; init; }

    /// <summary>The text as the application sends it, with <c>$n</c> for parameters.</summary>
    public required string Text { get; init; }

    /// <summary>The text without comments and with plain literals: what is given to the server.</summary>
    public required string Canonical { get; init; }

    /// <summary>The types of the parameters as they are sent; <c>unknown</c> where the driver sends none.</summary>
    public required IReadOnlyList<string> ParameterTypes { get; init; }

    /// <summary>The role that runs it.</summary>
    public required string Role { get; init; }

    /// <summary>The search path that it runs with.</summary>
    public required string SearchPath { get; init; }

    /// <summary>Where it comes from.</summary>
    public required IReadOnlyList<StatementOrigin> Origins { get; init; }

    /// <summary>How often it was seen to run; null where nobody counted.</summary>
    public long? Calls { get; init; }

    /// <summary>Why it could not be proved when it was published; null when it could.</summary>
    public string? Unproved { get; init; }

    /// <summary>What its behaviour depends on, in the order of kind and name.</summary>
    public IReadOnlyList<UsedObject> Uses { get; init; } = [];
}
