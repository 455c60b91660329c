using MigrationGuard.Migrations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules;

/// <summary>A rule's complaint.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">The severity after configuration.</param>
/// <param name="Span">The place.</param>
/// <param name="Effect">What happens, with the user's names.</param>
/// <param name="Instead">What to do instead, with the user's names.</param>
public sealed record Finding(RuleInfo Rule, Severity Severity, SourceSpan Span, string Effect, string Instead)
{
    /// <summary>What to run instead, part by part; null when there is no plan.</summary>
    public Plan? Plan { get; init; }

    /// <summary>SQL that does it, ready to copy; null when there is none. That of the plan where nothing else is said.</summary>
    public string? Suggestion
    {
        get => field ?? Plan?.ToString();
        init;
    }

    /// <summary>Number of the statement in its migration; -1 when the finding is about the whole migration.</summary>
    public int Statement { get; init; } = -1;

    /// <summary>Whether it waits for the gate in a declared contract migration; its severity is then <see cref="Severity.Info"/>.</summary>
    public bool Held { get; init; }

    /// <summary>Whether the fact behind it was never checked on a server: said so in every report, never an error.</summary>
    public bool NotVerified { get; init; }

    /// <summary>Place, severity, rule and effect in one line.</summary>
    public override string ToString() => $"{Span}: {Severity} {Rule.Id} {Effect}";
}
