namespace MigrationGuard.Cli.Releases;

/// <summary>What a user says of a release to be; what is left out is found in the ledger and at the router.</summary>
internal sealed record PlanRequest
{
    /// <summary>The version that is to have the traffic.</summary>
    public string? Version { get; init; }

    /// <summary>The version that has it.</summary>
    public string? From { get; init; }

    /// <summary>The slot of the new version.</summary>
    public string? Slot { get; init; }

    /// <summary>The name of the release.</summary>
    public string? Id { get; init; }

    /// <summary>The release that was live when this one was planned; an empty text for none.</summary>
    public string? Base { get; init; }

    /// <summary>Who plans.</summary>
    public required string Person { get; init; }
}
