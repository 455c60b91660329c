namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>The part of a schema that a statement needs, as SQL for an empty database.</summary>
/// <param name="objects">The objects.</param>
/// <param name="role">The role that gets the rights of the facts; null to leave rights out.</param>
internal sealed class Slice(IReadOnlyList<CatalogObject> objects, string? role)
{
    /// <summary>Tables by identity.</summary>
    public IReadOnlyDictionary<string, TableShape> Tables { get; } = objects.Where(IsTable).ToDictionary(table => table.Identity, TableShape.Read, StringComparer.Ordinal);

    /// <summary>Whether changes of its tables can be written as ALTER TABLE without regard to what stands on them.</summary>
    public bool HasOnlyTables => objects.All(found => found.Kind is "schema" or "role" || IsTable(found) && !found.Facts.Members("rules").Any() || found is { Kind: "relation", Sort: "S" } || IsRowType(found) || IsPlainEnum(found));

    /// <summary>Everything besides the tables, to see whether something of it differs.</summary>
    public IEnumerable<string> WithoutTables() => Schemas().Concat(Types()).Concat(Sequences()).Concat(Grants());

    /// <summary>The rights.</summary>
    public IEnumerable<string> Grants() => role is null ? [] : objects.SelectMany(new GrantSql(role).For);

    /// <summary>All statements, in an order in which they can run.</summary>
    /// <exception cref="NotRebuildableException">Something cannot be written as SQL.</exception>
    public IReadOnlyList<string> Create()
    {
        if (objects.FirstOrDefault(found => found.Kind is "operator" or "cast" or "collation" or "other") is { } foreign)
        {
            throw new NotRebuildableException($"it needs {foreign.Kind} {foreign.Identity}");
        }

        var routines = objects.Where(found => found.Kind == "routine").ToList();
        return
        [
            .. Schemas(),
            .. Types(),
            .. Sequences(),
            .. routines.Where(routine => !ReadsTables(routine)).Select(ObjectSql.Routine),
            .. objects.Where(IsTable).SelectMany(table => Tables[table.Identity].Create()),
            .. routines.Where(ReadsTables).Select(ObjectSql.Routine),
            .. Views(),
            .. objects.Where(IsTable).SelectMany(ObjectSql.Rules),
            .. Grants(),
        ];
    }

    private static bool IsTable(CatalogObject found) => found is { Kind: "relation", Sort: "r" or "p" or "f" };

    private static bool IsPlainEnum(CatalogObject found) => found is { Kind: "type", Sort: "e" } || found is { Kind: "type", Sort: "b" } && found.Facts.Word("element") is not null;

    // A row type comes with its table, view or sequence.
    private bool IsRowType(CatalogObject found) => found is { Kind: "type", Sort: "c" } && objects.Any(other => other.Kind == "relation" && other.Sort != "c" && other.Identity == found.Identity);

    // The body of a BEGIN ATOMIC function is read when it is created; a table's row type may be an argument of any.
    private bool ReadsTables(CatalogObject routine) => !routine.Facts.Is("open") || objects.Any(table => IsTable(table) && Names.IsNamed(table.Identity, routine.Identity));

    private IEnumerable<string> Schemas() => objects.Where(found => found.Kind == "schema").Select(found => Names.Quote(found.Identity))
        .Concat(objects.Where(found => found.Kind is "relation" or "routine" or "type").Select(found => Names.SchemaOf(found.Identity)))
        .Distinct(StringComparer.Ordinal).Select(schema => $"CREATE SCHEMA IF NOT EXISTS {schema}");

    private IEnumerable<string> Types()
    {
        var found = objects.Where(type => type.Kind == "type" && !IsRowType(type) || type is { Kind: "relation", Sort: "c" } && !objects.Any(other => other.Kind == "type" && other.Identity == type.Identity))
            .Select(type => (type.Identity, Sql: type.Kind == "relation" ? throw new NotRebuildableException($"it needs composite type {type.Identity}") : ObjectSql.Type(type)))
            .Where(type => type.Sql is not null).Select(type => (type.Identity, Sql: type.Sql!)).ToList();
        return InOrder(found);
    }

    private IEnumerable<string> Sequences() => objects.Where(found => found is { Kind: "relation", Sort: "S" } && !IsIdentity(found)).Select(ObjectSql.Sequence);

    // The sequence of an identity column comes with the column.
    private bool IsIdentity(CatalogObject sequence)
        => sequence.Facts.TryGetProperty("sequence", out var facts) && facts.Word("owned_by") is { } column
            && Tables.Values.Any(table => table.Columns.Any(other => other.Name == column && other.Generation.EndsWith("AS IDENTITY", StringComparison.Ordinal)))
            && !Tables.Values.Any(table => table.Columns.Any(other => other.Default is { } value && Names.IsNamed(sequence.Identity, value)));

    private IEnumerable<string> Views()
    {
        var views = objects.Where(found => found is { Kind: "relation", Sort: "v" or "m" }).Select(view => (view.Identity, Sql: string.Join(";\n", ObjectSql.View(view)))).ToList();
        return InOrder(views);
    }

    // What names another one of them comes after it.
    private static IEnumerable<string> InOrder(List<(string Identity, string Sql)> found)
    {
        while (found.Count > 0)
        {
            var next = found.FindIndex(one => !found.Exists(other => other.Identity != one.Identity && Names.IsNamed(other.Identity, one.Sql)));
            var (_, sql) = found[Math.Max(next, 0)];
            found.RemoveAt(Math.Max(next, 0));
            yield return sql;
        }
    }
}
