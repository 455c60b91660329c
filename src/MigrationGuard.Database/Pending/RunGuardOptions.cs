using MigrationGuard.Rules;

namespace MigrationGuard.Pending;

/// <summary>How a runner's hook behaves.</summary>
public sealed class RunGuardOptions
{
    /// <summary>Who judges; <c>UsePostgreSql</c> of MigrationGuard.PostgreSql sets it. Null is an error at the first run.</summary>
    public IRunGuard? Guard { get; set; }

    /// <summary>What to do when the guard's database does not answer.</summary>
    public RunPolicy Unreachable { get; set; } = RunPolicy.Refuse;

    /// <summary>What to do when nobody can tell whether the run is safe.</summary>
    public RunPolicy Unknown { get; set; } = RunPolicy.Refuse;

    /// <summary>What to do with a danger that was found; <see cref="RunPolicy.Warn"/> only observes.</summary>
    public RunPolicy Danger { get; set; } = RunPolicy.Refuse;

    /// <summary>How long a statement of the runner waits for a lock; zero leaves the session's own limit.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a run that met a lock is tried again.</summary>
    public int Retries { get; set; } = 5;

    /// <summary>The pause before the first retry; it doubles.</summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Severities that differ from the default, by rule id, such as <c>MG0501</c>.</summary>
    public IDictionary<string, Severity> Severities { get; } = new Dictionary<string, Severity>(StringComparer.Ordinal);

    /// <summary>Is given every line that the hook has to say; by default standard error.</summary>
    public Action<string> Say { get; set; } = Console.Error.WriteLine;

    /// <summary>The clock of the pauses.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
