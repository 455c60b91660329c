namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>What is measured under traffic.</summary>
/// <param name="Probes">The names of the requests that are made.</param>
/// <param name="DatabaseErrors">The SQLSTATEs that make a measurement bad.</param>
internal sealed record BakeSettings(IReadOnlyList<string> Probes, IReadOnlyList<string> DatabaseErrors)
{
    /// <summary>Undefined column, undefined table, not null, no permission: what a schema that does not fit makes of statements.</summary>
    public static IReadOnlyList<string> SchemaErrors { get; } = ["42703", "42P01", "23502", "42501"];
}
