using MigrationGuard.Snapshots;

namespace MigrationGuard.Cli.Plans;

/// <summary>Says how a schema differs from the one that a plan was made for.</summary>
internal static class MovedSchema
{
    private const int Shown = 20;

    /// <summary>The text: what differs, and what to do.</summary>
    /// <param name="folder">The plan.</param>
    /// <param name="schema">The fingerprint that was expected, and what is there.</param>
    /// <param name="hasBegun">Whether something of the plan is done, so that the schema that it was made for is no measure any more.</param>
    public static string TextOf(PlannedFolder folder, (string Expected, SchemaSnapshot Now) schema, bool hasBegun)
    {
        var now = schema.Now.Fingerprint.Value;
        var differences = hasBegun || folder.Schema is null ? [] : SchemaDifference.Between(folder.Schema, schema.Now).Changes;
        var lines = string.Concat(differences.Take(Shown).Select(change => $"\n  {change}"));
        var more = differences.Count > Shown ? FormattableString.Invariant($"\n  and {differences.Count - Shown} more") : "";
        return $"the schema has moved since {(hasBegun ? "the last step" : "the plan was made")}: it is {now}, not {schema.Expected}{lines}{more}\nplan again; or, when you have looked at it and the plan still holds: --on {now}";
    }
}
