namespace MigrationGuard.Rules;

/// <summary>How a finding can be mended by the tool.</summary>
public enum FixKind
{
    /// <summary>By hand only.</summary>
    None,

    /// <summary>A mechanical change of the step: the finding carries the replacing SQL.</summary>
    Mechanical,

    /// <summary>Several steps in several migrations: the finding carries the SQL of the plan.</summary>
    Plan,
}
