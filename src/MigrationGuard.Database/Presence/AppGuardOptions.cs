namespace MigrationGuard.Presence;

/// <summary>How an application takes part in the guarding of its database.</summary>
public sealed class AppGuardOptions
{
    /// <summary>The application; null: MIGRATIONGUARD_SERVICE, else the name of the program.</summary>
    public string? Service { get; set; }

    /// <summary>The version; null: MIGRATIONGUARD_LABEL, else the program's informational version without what follows a plus.</summary>
    public string? Version { get; set; }

    /// <summary>Digest of the artifact; null: MIGRATIONGUARD_DIGEST, else it is not told.</summary>
    public string? Digest { get; set; }

    /// <summary>Connects to the database; <c>UsePostgreSql</c> of MigrationGuard.PostgreSql sets it. Null is an error at the start of the application.</summary>
    public Func<AppIdentity, AppConnection>? Connect { get; set; }

    /// <summary>The pause between two heartbeats, a tenth more or less; 15 seconds by default. The gate takes two minutes of silence for the end of a process.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the end of the application waits for its goodbye; one second by default.</summary>
    public TimeSpan Goodbye { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer of the health check counts before the database is asked again; 30 seconds by default.</summary>
    public TimeSpan HealthLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a proof counts while the schema stays the same; 10 minutes by default.</summary>
    public TimeSpan ProofLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the health check waits for the database, half of it for the proof; 10 seconds by default.</summary>
    public TimeSpan HealthPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
