namespace MigrationGuard.Classifying;

/// <summary>What the two versions get from an operation.</summary>
internal readonly record struct Verdicts(Compatibility Old, Compatibility New)
{
    /// <summary>Neither notices.</summary>
    public static Verdicts Fine => new(Compatibility.Fine, Compatibility.Fine);

    /// <summary>The old version is broken.</summary>
    public static Verdicts BreakOld(string reason) => new(Compatibility.Break(reason), Compatibility.Fine);

    /// <summary>Both versions are broken.</summary>
    public static Verdicts BreakBoth(string old, string @new) => new(Compatibility.Break(old), Compatibility.Break(@new));

    /// <summary>Only unusual clients of the old version notice.</summary>
    public static Verdicts Note(string reason) => new(Compatibility.Note(reason), Compatibility.Fine);

    /// <summary>Nothing can be said.</summary>
    public static Verdicts Unsure(string reason) => new(Compatibility.Unsure(reason), Compatibility.Unsure(reason));

    /// <summary>The stronger of both verdicts; reasons of equal strength stand side by side.</summary>
    public Verdicts And(Verdicts other) => new(Join(Old, other.Old), Join(New, other.New));

    private static Compatibility Join(Compatibility left, Compatibility right) => ((int)left.Impact).CompareTo((int)right.Impact) switch
    {
        > 0 => left,
        < 0 => right,
        _ when left.Impact == Impact.None || left.Reason == right.Reason => left,
        _ => left with { Reason = left.Reason + "; " + right.Reason },
    };
}
