namespace MigrationGuard.Gate.Watching;

/// <summary>A page of the application that counts its database errors by SQLSTATE, e.g. one in the form of Prometheus. No server counts them.</summary>
/// <param name="Path">Path and query under the slot's own address, e.g. <c>/metrics</c>.</param>
/// <param name="Pattern">A regular expression that finds every count, with groups <c>state</c> and <c>count</c>, e.g. <c>sql_errors_total\{state="(?&lt;state&gt;\w{5})"\} (?&lt;count&gt;\d+)</c>.</param>
public sealed record ErrorCounter(string Path, string Pattern);
