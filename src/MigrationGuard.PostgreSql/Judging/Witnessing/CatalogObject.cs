using System.Text.Json;

namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>An object with its facts, as they were recorded or as they are.</summary>
/// <param name="Kind">relation, routine, type, schema, role, operator, …</param>
/// <param name="Identity">The qualified name.</param>
/// <param name="Facts">The facts.</param>
internal sealed record CatalogObject(string Kind, string Identity, JsonElement Facts)
{
    /// <summary>The kind within the kind: <c>r</c>, <c>v</c>, … of a relation, <c>f</c>, <c>p</c> of a routine.</summary>
    public string Sort => Facts.Word("kind") ?? "";
}
