namespace MigrationGuard.Rules;

/// <summary>How serious a finding is. Only <see cref="Error"/> makes a check fail by default.</summary>
public enum Severity
{
    /// <summary>Not reported.</summary>
    None,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Should be changed.</summary>
    Warning,

    /// <summary>Must not be released like this.</summary>
    Error,
}
