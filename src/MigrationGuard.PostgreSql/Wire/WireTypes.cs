using System.Globalization;
using MigrationGuard.Manifests;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Names of types in one database, as <c>format_type</c> writes them.</summary>
/// <param name="database">The database.</param>
/// <param name="names">Knows the types that are not PostgreSQL's own.</param>
/// <param name="notes">Is told of types that nobody knows.</param>
internal sealed class WireTypes(string database, ITypeNames? names, WireNotes notes)
{
    /// <summary>The name; <see cref="ManifestParameter.Unknown"/> for 0 and for what nobody knows.</summary>
    public string Name(uint type, int modifier)
    {
        if (type == 0)
        {
            return ManifestParameter.Unknown;
        }

        if (BuiltInTypes.Find(type, modifier) is { } name)
        {
            return name;
        }

        if (names?.Find(database, type, modifier) is { } found)
        {
            return found;
        }

        notes.AddType(database, type.ToString(CultureInfo.InvariantCulture));
        return ManifestParameter.Unknown;
    }
}
