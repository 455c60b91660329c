using System.Text.Json;

namespace MigrationGuard.Snapshots;

/// <summary>An object of a database and everything about it that can change what a statement does.</summary>
public sealed class SchemaObject : IEquatable<SchemaObject>
{
    /// <summary>An object as the catalog reader found it.</summary>
    /// <param name="kind">relation, routine, type, schema, role, operator, cast, collation or other.</param>
    /// <param name="identity">The qualified name, e.g. <c>public.users</c>.</param>
    /// <param name="facts">Its facts; the order of members and the white space do not count.</param>
    public SchemaObject(string kind, string identity, JsonElement facts)
    {
        Kind = kind;
        Identity = identity;
        Facts = facts.Clone();
        CanonicalFacts = CanonicalJson.Write(facts);
    }

    /// <summary>relation, routine, type, schema, role, operator, cast, collation or other.</summary>
    public string Kind { get; }

    /// <summary>The qualified name, e.g. <c>public.users</c>.</summary>
    public string Identity { get; }

    /// <summary>The facts.</summary>
    public JsonElement Facts { get; }

    /// <summary>The facts as text that is equal where they are.</summary>
    public string CanonicalFacts { get; }

    /// <summary>Whether it is the same object with the same facts.</summary>
    public bool Equals(SchemaObject? other) => other is not null && Kind == other.Kind && Identity == other.Identity && CanonicalFacts == other.CanonicalFacts;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SchemaObject);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Identity, CanonicalFacts);

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Identity}";
}
