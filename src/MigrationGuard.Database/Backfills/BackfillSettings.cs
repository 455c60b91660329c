namespace MigrationGuard.Backfills;

/// <summary>How a backfill works.</summary>
public sealed record BackfillSettings
{
    /// <summary>How long a batch should take, which is how long it holds locks on rows; 250 milliseconds by default.</summary>
    public TimeSpan Target { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Keys of the first batch; 1,000 by default.</summary>
    public int FirstSize { get; init; } = 1_000;

    /// <summary>Keys of the largest batch; 50,000 by default.</summary>
    public int LargestSize { get; init; } = 50_000;

    /// <summary>
    /// How long a batch waits for a lock; half a second by default. Together with the time of a batch that is less than the second after which the server looks for deadlocks
    /// (deadlock_timeout), so that the batch makes way and no statement of an application is ended for one.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a statement of a batch may take; 10 seconds by default. A batch that takes longer is made smaller.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the count of what is left may take; an hour by default. It blocks nobody.</summary>
    public TimeSpan CountTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a batch is tried that runs into locks; 10 times by default.</summary>
    public int Attempts { get; init; } = 10;

    /// <summary>The pause before the second attempt, doubled before each further one up to 10 seconds and made up to a half longer or shorter by chance; 200 milliseconds by default.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long to try to connect again when the server was lost; 5 minutes by default.</summary>
    public TimeSpan ReconnectFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait while another one runs the same backfill; not at all by default.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>How often everything is gone through for rows that came or moved meanwhile; 5 times by default.</summary>
    public int Passes { get; init; } = 5;

    /// <summary>What happens to a row that the server refuses.</summary>
    public RowErrorPolicy OnRowError { get; init; }

    /// <summary>How many rows may be skipped before it stops; 1,000 by default.</summary>
    public int MostSkipped { get; init; } = 1_000;

    /// <summary>When it makes way.</summary>
    public BackfillThrottle Throttle { get; init; } = new();
}
