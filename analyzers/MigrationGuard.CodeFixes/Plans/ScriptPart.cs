using MigrationGuard.CodeFixes.Writing;

namespace MigrationGuard.CodeFixes.Plans;

/// <summary>A part of a plan: what becomes one migration.</summary>
/// <param name="Phase">The word of the heading: <c>expand</c>, <c>migrate</c>, <c>contract</c>, <c>then</c>.</param>
/// <param name="Notes">What the plan says about it, and what is to be asked before; one line each.</param>
/// <param name="Sql">The SQL.</param>
internal sealed record ScriptPart(string Phase, IReadOnlyList<string> Notes, string Sql)
{
    /// <summary>Whether it waits for the gate.</summary>
    public bool IsContract { get; init; }

    /// <summary>How it stands to the transaction of the runner.</summary>
    public Wrapping Wrapping { get; init; }

    /// <summary>What its class is called behind the name of the migration that it comes from.</summary>
    public string Purpose => Phase switch
    {
        "migrate" => Sql.Contains("CONCURRENTLY") ? "Online" : "Backfill",
        "contract" => "Contract",
        "then" => "Validate",
        _ => "Expand",
    };
}
