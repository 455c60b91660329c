namespace MigrationGuard.Proofs;

/// <summary>An immutable build of an application of which the statements are stored in a database.</summary>
public sealed record AppVersion
{
    /// <summary>Its key in this database.</summary>
    public required int Id { get; init; }

    /// <summary>The application.</summary>
    public required string Service { get; init; }

    /// <summary>The name that people use, e.g. <c>4.2.0</c>; one version of a service has it.</summary>
    public required string Label { get; init; }

    /// <summary>Digest of the artifact, e.g. <c>sha256:…</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether something is kept working for it.</summary>
    public required VersionState State { get; init; }

    /// <summary>When the way back to it ends; null where no end is set.</summary>
    public DateTimeOffset? WindowUntil { get; init; }

    /// <summary>When its statements were stored.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Who changed its state last: a role of the database.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Why its state was changed last, if somebody said it.</summary>
    public string? Reason { get; init; }

    /// <summary>How many statements it has.</summary>
    public required int Statements { get; init; }

    /// <summary>How many of them could not be proved when they were published.</summary>
    public required int Unproved { get; init; }

    /// <summary>Service and label, as messages name it.</summary>
    public override string ToString() => $"{Service} {Label}";
}
