namespace MigrationGuard.Guarding;

/// <summary>What the guard does with a change that breaks a live version.</summary>
public enum GuardMode
{
    /// <summary>It writes it into its log and notifies; nothing is refused.</summary>
    Observe,

    /// <summary>It refuses the transaction.</summary>
    Enforce,
}
