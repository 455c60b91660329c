using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>What an <c>ignore</c> comment says.</summary>
/// <param name="Rules">The rules it silences.</param>
/// <param name="Unknown">Ids that no rule has.</param>
/// <param name="Reason">Why; null when it does not say.</param>
internal sealed record Ignore(IReadOnlyList<RuleInfo> Rules, IReadOnlyList<string> Unknown, string? Reason)
{
    /// <summary>Whether it holds for the whole file.</summary>
    public bool WholeFile { get; init; }

    /// <summary>The last day on which it holds.</summary>
    public DateTime? Until { get; init; }

    /// <summary>What is wrong with the way it is written; such a comment silences nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it no longer holds.</summary>
    public bool ExpiredOn(DateTime today) => Until is { } last && today.Date > last.Date;
}
