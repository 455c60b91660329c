namespace MigrationGuard.Rules;

/// <summary>How a finding can be mended by the tool.</summary>
public enum FixKind
{
    /// <summary>By hand only.</summary>
    None,

    /// <summary>A mechanical change of the step: the finding carries the replacing SQL.</summary>
    Mechanical,

    /// <summary>A mechanical change of the C# around the step, which no SQL can say: a code fix does it, and the finding carries nothing.</summary>
    Code,

    /// <summary>Several steps in several migrations: the finding carries the SQL of the plan.</summary>
    Plan,
}
