using MigrationGuard.Manifests;
using MigrationGuard.Proofs;
using MigrationGuard.Rehearsals;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>
/// A client that uses everything that was there at the beginning, names its columns and gives only the values that it must: what no live version's statements
/// show of a change, its statements do.
/// </summary>
internal sealed class AnyClient(ScratchDatabase scratch, NpgsqlConnection connection, ScratchVersions versions)
{
    private const int Most = 6;

    private const string Service = "any client";

    private const string ColumnsQuery = """
        SELECT c.oid, c.relkind, n.nspname, c.relname, a.attname, a.attgenerated <> '' OR a.attidentity = 'a', a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'migration_guard', 'migration_guard_scratch', 'migration_guard_rehearsal')
          AND n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp%'
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY c.oid, a.attnum
        """;

    private readonly HashSet<(string Table, string Column)> _live = [];
    private readonly HashSet<long> _seen = [];
    private readonly List<ScratchVersions.Known> _generations = [];
    private string? _obstacle;
    private int _published;

    /// <summary>Publishes its statements for the schema as it is.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        try
        {
            await scratch.OwnRolesAsync([scratch.Name], cancellation);
            await PostgresRows.RunAsync(connection, $"CREATE ROLE {scratch.Name} NOLOGIN; GRANT pg_read_all_data, pg_write_all_data TO {scratch.Name}", cancellation);
        }
        catch (DatabaseException exception) when (!exception.IsConnectionLost)
        {
            _obstacle = $"the role may not make one that stands for any client ({exception.Message}): rehearse with --local, or as a superuser of a scratch server";
            return;
        }

        var columns = await ReadAsync(cancellation);
        _live.UnionWith(columns.Select(column => (column.Sql, column.Name)));
        await PublishAsync(columns, cancellation);
    }

    /// <summary>What is worse for it than the last time.</summary>
    public async Task<VersionProof> CompareAsync(CancellationToken cancellation)
    {
        var open = new List<StatementProof>();
        foreach (var generation in _obstacle is null ? _generations : [])
        {
            var proof = await versions.CompareAsync(generation, cancellation);
            if (proof.Obstacle is not null)
            {
                return proof;
            }

            open.AddRange(proof.Open.Where(statement => _seen.Add(statement.Statement.Id)));
        }

        var result = new VersionProof(Service, _generations.Sum(generation => generation.Statements.Count)) { Open = open, Obstacle = _obstacle };
        if (open.Count > 0)
        {
            await RenewAsync([.. open.SelectMany(statement => statement.Statement.Origins).Select(origin => origin.File).Distinct(StringComparer.Ordinal)], cancellation);
        }

        return result;
    }

    // What is broken stays so: of the tables concerned it goes on with what is left of them, so that the next break shows too.
    private async Task RenewAsync(string[] tables, CancellationToken cancellation)
    {
        for (var i = 0; i < _generations.Count; i++)
        {
            var gone = _generations[i].Statements.Where(statement => statement.Origins.Any(origin => tables.Contains(origin.File))).Select(statement => statement.Id).ToArray();
            if (gone.Length > 0)
            {
                await PostgresRows.RunAsync(connection, "DELETE FROM migration_guard.statement WHERE id = ANY ($1)", cancellation, gone);
                _generations[i] = _generations[i] with { Statements = [.. _generations[i].Statements.Where(statement => !gone.Contains(statement.Id))] };
            }
        }

        _generations.RemoveAll(generation => generation.Statements.Count == 0);
        if (_generations.Count >= Most)
        {
            // Each is compared by itself, whatever changes.
            tables = [.. _live.Select(column => column.Table).Distinct(StringComparer.Ordinal)];
            _generations.Clear();
        }

        await PublishAsync([.. (await ReadAsync(cancellation)).Where(column => tables.Contains(column.Sql) && (_live.Contains((column.Sql, column.Name)) || column.IsRequired))], cancellation);
    }

    private async Task PublishAsync(IReadOnlyList<Column> columns, CancellationToken cancellation)
    {
        var label = FormattableString.Invariant($"{++_published}");
        var manifest = new StatementManifest { Service = Service, Label = label, Digest = label, Role = scratch.Name, SearchPath = "public" };
        var builder = new ManifestBuilder(manifest);
        foreach (var table in columns.GroupBy(column => column.Sql))
        {
            foreach (var text in Statements(table.Key, [.. table.Where(column => _live.Contains((column.Sql, column.Name)))], [.. table.Where(column => column.IsRequired)]))
            {
                builder.Add(text, default, new StatementOrigin(table.Key, null));
            }
        }

        if (builder.Count > 0)
        {
            var known = await versions.PublishAsync(builder.Build(), cancellation);
            _obstacle ??= known.Obstacle;
            _generations.Add(known with { Statements = [.. known.Statements.Where(statement => statement.Unproved is null)] });
        }
    }

    private static IEnumerable<string> Statements(string table, IReadOnlyList<Column> columns, IReadOnlyList<Column> required)
    {
        if (columns.Count == 0)
        {
            yield break;
        }

        yield return $"SELECT {string.Join(", ", columns.Select(column => column.Quoted))} FROM {table}";
        if (columns[0].Kind is not ('r' or 'p'))
        {
            yield break;
        }

        var written = columns.Where(column => !column.IsComputed).ToList();
        yield return required.Count == 0 ? $"INSERT INTO {table} DEFAULT VALUES" : Insert(table, required);
        if (written.Count > 0)
        {
            yield return Insert(table, written);
            yield return $"UPDATE {table} SET {string.Join(", ", written.Select((column, i) => FormattableString.Invariant($"{column.Quoted} = ${i + 1}")))} WHERE {columns[0].Quoted} IS NOT NULL";
        }

        yield return $"DELETE FROM {table} WHERE {columns[0].Quoted} IS NOT NULL";
    }

    private static string Insert(string table, IReadOnlyList<Column> columns)
        => $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Quoted))}) VALUES ({string.Join(", ", Enumerable.Range(1, columns.Count).Select(i => FormattableString.Invariant($"${i}")))})";

    private Task<List<Column>> ReadAsync(CancellationToken cancellation) => PostgresRows.ReadAsync(
        connection,
        ColumnsQuery,
        row => new Column($"{RelationMap.Quote(row.GetString(2))}.{RelationMap.Quote(row.GetString(3))}", row.GetString(4), row.GetChar(1)) { IsComputed = row.GetBoolean(5), IsRequired = row.GetBoolean(6) && !row.GetBoolean(5) && row.GetChar(1) is ('r' or 'p') },
        cancellation);

    private sealed record Column(string Sql, string Name, char Kind)
    {
        public bool IsComputed { get; init; }

        public bool IsRequired { get; init; }

        public string Quoted => RelationMap.Quote(Name);
    }
}
