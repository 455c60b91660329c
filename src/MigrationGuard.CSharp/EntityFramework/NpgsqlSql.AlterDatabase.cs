namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>AlterDatabase: collations, enums, ranges, extensions, as annotations of the database say them.</summary>
internal sealed partial class NpgsqlSql
{
    private const string CollationPrefix = "Npgsql:CollationDefinition:";
    private const string EnumPrefix = "Npgsql:Enum:";
    private const string RangePrefix = "Npgsql:Range:";
    private const string ExtensionPrefix = "Npgsql:PostgresExtension:";

    /// <inheritdoc />
    public override void AlterDatabase(EfCall call)
    {
        if (call.Text("collation") != call.Text("oldCollation"))
        {
            call.Fail("PostgreSQL cannot change the collation of a database; Npgsql refuses the call");
            return;
        }

        var (before, after) = (Parts(call.OldAnnotations, CollationPrefix), Parts(call.Annotations, CollationPrefix));
        Each(after, before, CreateCollation);
        Each(before, after, (name, _) => Add($"DROP COLLATION {Quote(name)}"));
        (before, after) = (Parts(call.OldAnnotations, EnumPrefix), Parts(call.Annotations, EnumPrefix));
        Each(after, before, CreateEnum);
        Each(before, after, (name, _) => Add($"DROP TYPE {Quote(name)}"));
        AddLabels(before, after);
        (before, after) = (Parts(call.OldAnnotations, RangePrefix), Parts(call.Annotations, RangePrefix));
        Each(after, before, CreateRange);
        Each(before, after, (name, _) => Add($"DROP TYPE {Quote(name)}"));
        foreach (var extension in Parts(call.Annotations, ExtensionPrefix))
        {
            CreateExtension(extension.Key, extension.Value);
        }
    }

    private static Dictionary<EfName, string> Parts(EfAnnotations annotations, string prefix)
    {
        var parts = new Dictionary<EfName, string>();
        foreach (var item in annotations.Items)
        {
            if (item.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                var name = item.Key.Substring(prefix.Length);
                var dot = name.IndexOf('.');
                parts[dot < 0 ? new EfName(null, name) : new EfName(name.Substring(0, dot), name.Substring(dot + 1))] = EfValues.Text(item.Value) ?? "";
            }
        }

        return parts;
    }

    private static void Each(Dictionary<EfName, string> these, Dictionary<EfName, string> without, Action<EfName, string> action)
    {
        foreach (var part in these)
        {
            if (!without.ContainsKey(part.Key))
            {
                action(part.Key, part.Value);
            }
        }
    }

    private void CreateCollation(EfName name, string value)
    {
        Ensure(name);
        var parts = value.Split(',');
        var (collate, ctype) = (parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : parts[0]);
        var locale = collate == ctype ? $"LOCALE = {TextLiteral(collate)}" : $"LC_COLLATE = {TextLiteral(collate)}, LC_CTYPE = {TextLiteral(ctype)}";
        var provider = parts.Length > 2 && parts[2].Length > 0 ? ", PROVIDER = " + parts[2] : "";
        var deterministic = parts.Length > 3 && parts[3].Length > 0 ? ", DETERMINISTIC = " + parts[3] : "";
        Add($"CREATE COLLATION {Quote(name)} ({locale}{provider}{deterministic})");
    }

    private void CreateEnum(EfName name, string labels)
    {
        Ensure(name);
        Add($"CREATE TYPE {Quote(name)} AS ENUM ({string.Join(", ", labels.Split(',').Select(TextLiteral))})");
    }

    private void AddLabels(Dictionary<EfName, string> before, Dictionary<EfName, string> after)
    {
        foreach (var part in after.OrderBy(p => p.Key.Schema, StringComparer.Ordinal).ThenBy(p => p.Key.Name, StringComparer.Ordinal))
        {
            if (!before.TryGetValue(part.Key, out var written))
            {
                continue;
            }

            var (old, labels) = (written.Split(','), part.Value.Split(','));
            for (var i = 0; i < labels.Length; i++)
            {
                if (Array.IndexOf(old, labels[i]) < 0)
                {
                    var place = i == labels.Length - 1 ? "" : i > 0 ? " AFTER " + TextLiteral(labels[i - 1]) : " BEFORE " + TextLiteral(old[0]);
                    Add($"ALTER TYPE {Quote(part.Key)} ADD VALUE {TextLiteral(labels[i])}{place}");
                }
            }
        }
    }

    private void CreateRange(EfName name, string value)
    {
        Ensure(name);
        var parts = value.Split(',');
        Add($"CREATE TYPE {Quote(name)} AS RANGE (SUBTYPE = {parts[0]})");
    }

    private void CreateExtension(EfName name, string value)
    {
        var parts = value.Split(',');
        EnsureExtension(name, parts.Length > 2 && parts[2].Trim() is { Length: > 0 } version and not "''" ? version : null);
    }

    /// <inheritdoc />
    public override void EnsureExtension(EfName extension, string? version)
    {
        Ensure(extension);
        Add($"CREATE EXTENSION IF NOT EXISTS {Quote(extension.Name)}{(extension.Schema is null ? "" : " SCHEMA " + Quote(extension.Schema))}{(version is null ? "" : " VERSION " + Quote(version))} CASCADE");
    }

    private void Ensure(EfName name)
    {
        if (name.Schema is not null)
        {
            EnsureSchema(name.Schema);
        }
    }
}
