using System.Data.Common;
using System.Reflection;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>Names the types that Npgsql sends as the server's <c>regtype</c> reads them.</summary>
/// <param name="parameter">The type NpgsqlParameter.</param>
internal sealed class NpgsqlTypeNames(Type? parameter)
{
    private readonly PropertyInfo? _id = parameter?.GetProperty("PgTypeId", Everything.OfAnInstance);
    private readonly PropertyInfo? _info = parameter?.GetProperty("TypeInfo", Everything.OfAnInstance);
    private readonly PropertyInfo? _declared = parameter?.GetProperty("DataTypeName", Everything.OfAnInstance);

    /// <summary>The type that is sent, or <see cref="ManifestParameter.Unknown"/> where none is.</summary>
    public string Of(DbParameter sent)
        => _id?.GetValue(sent) is { } id && Everything.Value(Everything.Value(_info?.GetValue(sent), "Options"), "DatabaseInfo") is { } types
            ? Resolve(types, id)
            : _declared?.GetValue(sent) as string ?? ManifestParameter.Unknown;

    private static string Resolve(object types, object id)
    {
        var find = types.GetType().GetMethod("FindPostgresType", Everything.OfAnInstance, [id.GetType()]);
        var type = find?.Invoke(types, [id]);
        return Everything.Value(type, "InternalName") is string name && Everything.Value(type, "Namespace") is string schema && Everything.Value(type, "OID") is > 0u
            ? Name(type!, schema, name)
            : ManifestParameter.Unknown;
    }

    private static string Name(object type, string schema, string name)
    {
        if (Everything.Value(type, "Element") is { } element && type.GetType().Name == "PostgresArrayType")
        {
            return Name(element, (string)Everything.Value(element, "Namespace")!, (string)Everything.Value(element, "InternalName")!) + "[]";
        }

        // "char" in quotes is a type of its own, one byte wide.
        return schema != "pg_catalog" ? $"{Quoted(schema)}.{Quoted(name)}" : name == "char" ? "\"char\"" : (string)Everything.Value(type, "Name")!;
    }

    private static string Quoted(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_')
            {
                return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            }
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"\"{name}\"" : name;
    }
}
