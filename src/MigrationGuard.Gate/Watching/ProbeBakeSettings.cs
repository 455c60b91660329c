using MigrationGuard.Gate.Verification;

namespace MigrationGuard.Gate.Watching;

/// <summary>How the new version is watched under traffic.</summary>
public sealed record ProbeBakeSettings
{
    /// <summary>The slots by the names that the router uses.</summary>
    public required IReadOnlyDictionary<string, SlotDoor> Slots { get; init; }

    /// <summary>The requests, sent to the front door and to the new version's own.</summary>
    public required IReadOnlyList<HttpProbe> Probes { get; init; }

    /// <summary>The root of the front door's address; null when only the slot's own door is asked.</summary>
    public Uri? FrontDoor { get; init; }

    /// <summary>The header by which an answer names its version; <c>X-Release</c> by default.</summary>
    public string ReleaseHeader { get; init; } = "X-Release";

    /// <summary>The pause between two rounds of requests; half a second by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The share of requests that may fail; 0.01 by default.</summary>
    public double FailureShare { get; init; } = 0.01;

    /// <summary>How long 95 of 100 answers may take at most; null to report it only.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>How many requests it takes at least to tell anything; 5 by default.</summary>
    public int MinimumRequests { get; init; } = 5;

    /// <summary>
    /// The SQLSTATEs that say that version and schema do not fit; one is too many. By default undefined column, undefined table, not null and missing right:
    /// 42703, 42P01, 23502, 42501. https://www.postgresql.org/docs/current/errcodes-appendix.html
    /// </summary>
    public IReadOnlyList<string> DatabaseErrors { get; init; } = ["42703", "42P01", "23502", "42501"];

    /// <summary>The header in which an answer names the SQLSTATE of the error that it met; <c>X-Sql-State</c> by default.</summary>
    public string SqlStateHeader { get; init; } = "X-Sql-State";

    /// <summary>A regular expression that finds a SQLSTATE in the body of an answer, in its group <c>state</c>; null to look at the header only.</summary>
    public string? SqlStatePattern { get; init; }

    /// <summary>Where the new version counts the database errors of all its requests; null where it does not.</summary>
    public ErrorCounter? Errors { get; init; }
}
