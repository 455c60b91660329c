namespace MigrationGuard.Proofs;

/// <summary>A script that shows a failure to anyone with an empty database: schema, statement passes, change, statement fails.</summary>
/// <param name="Script">The script; null when none can be written.</param>
/// <param name="WhyNot">Why none can be written; null when there is one.</param>
public sealed record Witness(string? Script, string? WhyNot);
