using MigrationGuard.Classifying;
using MigrationGuard.Databases;

namespace MigrationGuard.Rules;

/// <summary>Everything that is said about a rule, in the one place where it is said. The three sentences have no full stop; placeholders stand in braces.</summary>
/// <param name="Id">The id, <c>MGnnnn</c>; never reused.</param>
/// <param name="Name">The name, the same as the class.</param>
public sealed record RuleInfo(string Id, string Name)
{
    private readonly Confidence? _confidence;

    /// <summary>The problem in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The default severity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The phases in which the finding matters; empty means all.</summary>
    public IReadOnlyList<Phase> Phases { get; init; } = [];

    /// <summary>What the rule has to see.</summary>
    public Evidence Evidence { get; init; }

    /// <summary>How the finding can be mended.</summary>
    public FixKind Fix { get; init; }

    /// <summary>The products that the rule speaks of.</summary>
    public DatabaseKinds Databases { get; init; } = DatabaseKinds.All;

    /// <summary>Ids of the rows of the danger catalogue (docs/rules/coverage.md) that the rule answers.</summary>
    public IReadOnlyList<string> Catalogue { get; init; } = [];

    /// <summary>When the rule reports, in one sentence.</summary>
    public required string When { get; init; }

    /// <summary>What happens then; placeholders such as <c>{table}</c> are filled with the user's names.</summary>
    public required string Effect { get; init; }

    /// <summary>What to do instead; placeholders are filled too.</summary>
    public required string Instead { get; init; }

    /// <summary>The effect without a user's names, where <see cref="Effect"/> is chosen case by case; null where that sentence says enough.</summary>
    public string? EffectInGeneral { get; init; }

    /// <summary>The instruction without a user's names, where <see cref="Instead"/> is chosen case by case; null where that sentence says enough.</summary>
    public string? InsteadInGeneral { get; init; }

    /// <summary>Addresses of the documentation the rule rests on, or the measurement.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>How the fact behind the rule is known; unverified ones never give an error. About SQL Server alone nothing is measured, so the default is documented.</summary>
    public Confidence Confidence
    {
        get => _confidence ?? (Databases == DatabaseKinds.SqlServer ? Confidence.Documented : Confidence.Measured);
        init => _confidence = value;
    }

    /// <summary>Whether scripts that undo a migration are judged too.</summary>
    public bool JudgesDown { get; init; }

    /// <summary>
    /// Whether the rule complains because something is a contract operation: it breaks the old version or loses what only that needs. In a migration
    /// that is declared <c>phase contract</c> and holds nothing else, such a finding waits for the gate instead of failing the check. Never set for costs.
    /// </summary>
    public bool HeldInContract { get; init; }

    /// <summary>Whether a finding says that something could not be decided: no danger that was found, and no pass.</summary>
    public bool IsUndecided => Id is "MG0900" or "MG0901" or "MG0902" or "MG0903";

    /// <summary>Whether the plan is for something else than the migration says, which only a person knows to be meant.</summary>
    internal bool Presumes { get; init; }

    /// <summary>Whether a finding says that a version breaks or loses data, so that nothing more has to be said about the statement: the families 02, 03 and 07.</summary>
    internal bool AnswersCompatibility => HeldInContract || Id.StartsWith("MG02", StringComparison.Ordinal) || Id.StartsWith("MG03", StringComparison.Ordinal)
        || Id.StartsWith("MG07", StringComparison.Ordinal);

    /// <summary>Address of the rule's page.</summary>
    public string HelpUri => "https://github.com/migrationguard/migrationguard/blob/main/docs/rules/" + Id + ".md";

    /// <summary>Id and name.</summary>
    public override string ToString() => $"{Id} {Name}";
}
