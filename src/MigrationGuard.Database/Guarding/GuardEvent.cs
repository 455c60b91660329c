namespace MigrationGuard.Guarding;

/// <summary>A row of the guard's log.</summary>
/// <param name="Id">Its place in the log, from 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Kind">install, upgrade, mode, publish, live, retired, ddl, would_refuse, break_glass, accept or remove.</param>
/// <param name="Who">The role that was logged in.</param>
/// <param name="Subject">The app version that it is about; may be empty.</param>
/// <param name="Details">JSON.</param>
public sealed record GuardEvent(long Id, DateTimeOffset At, string Kind, string Who, string Subject, string Details);
