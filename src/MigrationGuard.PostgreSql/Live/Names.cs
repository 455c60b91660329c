using MigrationGuard.Operations;

namespace MigrationGuard.Postgres.Live;

/// <summary>Finds what names mean for the role and search path that are connected, and writes names as SQL.</summary>
internal sealed class Names(ProbeSession session)
{
    /// <summary>The table, view or index.</summary>
    /// <exception cref="MissingException">There is none.</exception>
    public async Task<Relation> RelationAsync(ObjectName name, CancellationToken cancellationToken)
        => await TryRelationAsync(name, cancellationToken) ?? throw new MissingException($"the database has no {name}, or the role may not see it");

    /// <summary>The table, view or index; null when there is none.</summary>
    public async Task<Relation?> TryRelationAsync(ObjectName name, CancellationToken cancellationToken) => (await session.RowsAsync(
        """
        SELECT c.oid, CASE WHEN pg_catalog.pg_table_is_visible(c.oid) THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END || pg_catalog.quote_ident(c.relname)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid = pg_catalog.to_regclass($1)
        """,
        reader => new Relation(reader.GetFieldValue<uint>(0), reader.GetString(1)),
        cancellationToken,
        Quoted(name))) is [var found] ? found : null;

    /// <summary>The type.</summary>
    /// <exception cref="MissingException">There is none.</exception>
    public async Task<uint> TypeAsync(ObjectName name, CancellationToken cancellationToken)
        => await session.RowsAsync("SELECT pg_catalog.to_regtype($1)::oid WHERE pg_catalog.to_regtype($1) IS NOT NULL", reader => reader.GetFieldValue<uint>(0), cancellationToken, Quoted(name)) is [var found]
            ? found
            : throw new MissingException($"the database has no type {name}, or the role may not see it");

    /// <summary>Identifiers as SQL, quoted where they have to be.</summary>
    public async Task<string[]> SqlAsync(IReadOnlyList<string> identifiers, CancellationToken cancellationToken) => [.. await session.TextsAsync(
        "SELECT pg_catalog.quote_ident(i) FROM pg_catalog.unnest($1::text[]) WITH ORDINALITY AS u (i, n) ORDER BY n",
        cancellationToken,
        (object)identifiers.ToArray())];

    /// <summary>A name as SQL, quoted whether it has to be or not.</summary>
    public static string Quoted(ObjectName name) => name.Schema is null ? Quoted(name.Name) : Quoted(name.Schema) + "." + Quoted(name.Name);

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

/// <summary>A relation of the database.</summary>
/// <param name="Id">Its oid.</param>
/// <param name="Sql">Its name as SQL.</param>
internal sealed record Relation(uint Id, string Sql);
