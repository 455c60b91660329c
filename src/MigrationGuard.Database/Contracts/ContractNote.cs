using System.Text.Json.Serialization;

namespace MigrationGuard.Contracts;

/// <summary>Something that somebody said of a release's removal; a row of the guard's log.</summary>
/// <param name="Kind">What.</param>
/// <param name="Person">Who, as they call themselves.</param>
/// <param name="At">When, by the clock of the tool.</param>
public sealed record ContractNote(ContractNoteKind Kind, string Person, DateTimeOffset At)
{
    /// <summary>The release.</summary>
    [JsonIgnore]
    public string Release { get; init; } = "";

    /// <summary>The number of the row in the log.</summary>
    [JsonIgnore]
    public long Number { get; init; }

    /// <summary>The database's <c>session_user</c> that said it.</summary>
    [JsonIgnore]
    public string DatabaseUser { get; init; } = "";

    /// <summary>Why; null where nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>Not before this time; null for the next window.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Only in windows of this name; null for all.</summary>
    public string? Window { get; init; }

    /// <summary>What it removes, when it was scheduled or approved.</summary>
    public IReadOnlyList<ContractObject>? Objects { get; init; }

    /// <summary>The scripts, when it was scheduled.</summary>
    public IReadOnlyList<ContractFile>? Files { get; init; }

    /// <summary>What an approval is bound to.</summary>
    public ContractInputs? Inputs { get; init; }

    /// <summary>When an approval or a broken glass stops counting.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The restore point.</summary>
    public string? RestorePoint { get; init; }

    /// <summary>The other person: whose approval is taken back, or who stands behind a broken glass.</summary>
    public string? Other { get; init; }
}
