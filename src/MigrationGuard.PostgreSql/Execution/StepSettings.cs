namespace MigrationGuard.Postgres.Execution;

/// <summary>How steps wait.</summary>
public sealed record StepSettings
{
    /// <summary>How long a step waits for a lock; 2 seconds by default. Whoever comes behind it waits as long.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a CONCURRENTLY command waits for older transactions, which holds up neither reads nor writes; a minute by default.</summary>
    public TimeSpan ConcurrentLockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a statement may take; null for as long as it likes.</summary>
    public TimeSpan? StatementTimeout { get; init; }

    /// <summary>How often a step is tried that runs into locks or loses its server; 3 times by default.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The pause before the second attempt, doubled before each further one and made up to a half longer or shorter by chance; 250 milliseconds by default.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What a pause is not doubled beyond; 4 seconds by default.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long the judgement of a change may take, while its locks are held, and each statement of one that is only tried; 5 seconds by default.</summary>
    public TimeSpan JudgementBudget { get; init; } = TimeSpan.FromSeconds(5);
}
