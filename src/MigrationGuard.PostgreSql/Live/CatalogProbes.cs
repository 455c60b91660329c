using System.Globalization;
using MigrationGuard.Collections;
using MigrationGuard.Observing;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using Npgsql;

namespace MigrationGuard.Postgres.Live;

/// <summary>What the catalogs and statistics say.</summary>
internal sealed class CatalogProbes(ProbeSession session, Names names)
{
    /// <summary>The size of a table with its partitions, and whether it is due for a vacuum against wraparound.</summary>
    public async Task<Answer> SizeAsync(SizeOf question, CancellationToken cancellationToken)
    {
        var table = await names.RelationAsync(question.Of, cancellationToken);
        try
        {
            return await SizeAsync(CatalogQueries.Size, table, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return await SizeAsync(CatalogQueries.SizeOfLocked, table, cancellationToken);
        }
    }

    private async Task<Answer> SizeAsync(string sql, Relation table, CancellationToken cancellationToken) => (await session.RowsAsync(
        sql,
        reader => new SizeAnswer(reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)) { MustBeCleaned = reader.GetBoolean(3) },
        cancellationToken,
        table.Id))[0];

    /// <summary>What depends on a table, view, column or type.</summary>
    public async Task<Answer> DependentsAsync(DependentsOf question, CancellationToken cancellationToken)
    {
        var id = question.IsType ? await names.TypeAsync(question.Of, cancellationToken) : (await names.RelationAsync(question.Of, cancellationToken)).Id;
        var found = await session.RowsAsync(
            question.IsType ? CatalogQueries.DependentsOfType : CatalogQueries.DependentsOfRelation,
            reader => new Dependent(
                reader.GetString(0),
                Named(reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2)),
                reader.IsDBNull(4) ? default(ObjectName?) : Named(reader.GetString(3), reader.GetString(4))),
            cancellationToken,
            question.IsType ? [id] : [id, question.Column ?? ""]);
        return new DependentsAnswer((EquatableList<Dependent>)found.ToArray());
    }

    private static ObjectName Named(string? schema, string name) => new(schema == SqlSyntax.PostgreSql.DefaultSchema ? null : schema, name);

    /// <summary>Which routines name a table or column in their source.</summary>
    public async Task<Answer> RoutinesAsync(RoutinesNaming question, CancellationToken cancellationToken)
        => new NamesAnswer((EquatableList<string>)(await session.TextsAsync(CatalogQueries.Routines, cancellationToken, question.Table, question.Column ?? "")).ToArray());

    /// <summary>The state of an index.</summary>
    public async Task<Answer> IndexAsync(StateOfIndex question, CancellationToken cancellationToken)
        => await names.TryRelationAsync(question.Index, cancellationToken) is { } index
            && await session.RowsAsync(
                "SELECT x.indisvalid, s.idx_scan FROM pg_catalog.pg_index x LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = x.indexrelid WHERE x.indexrelid = $1",
                reader => new IndexAnswer(true, reader.GetBoolean(0), reader.IsDBNull(1) ? null : reader.GetInt64(1)),
                cancellationToken,
                index.Id) is [var found]
            ? found
            : new IndexAnswer(false, false, null);

    /// <summary>How far the sequence of a column has come.</summary>
    public async Task<Answer> NumberingAsync(NumberingOf question, CancellationToken cancellationToken)
    {
        var table = await names.RelationAsync(question.Of, cancellationToken);
        var found = await session.RowsAsync(
            CatalogQueries.Numbering,
            reader => new NumberingAnswer(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt64(1), reader.GetInt64(2)),
            cancellationToken,
            table.Id,
            question.Column);
        return found.Count > 0 ? found[0] : new NumberingAnswer(null, null, null);
    }

    /// <summary>How rows of a table are published.</summary>
    public async Task<Answer> ReplicationAsync(ReplicationOf question, CancellationToken cancellationToken)
    {
        var table = await names.RelationAsync(question.Of, cancellationToken);
        var found = await session.RowsAsync(
            CatalogQueries.Replication,
            reader => new ReplicationAnswer(reader.GetFieldValue<string[]>(0), reader.IsDBNull(1) ? null : reader.GetString(1)) { Updates = reader.GetBoolean(2), Deletes = reader.GetBoolean(3) },
            cancellationToken,
            table.Id);
        return found[0];
    }

    /// <summary>The exact version.</summary>
    public async Task<Answer> VersionAsync(CancellationToken cancellationToken)
    {
        var number = int.Parse((await session.TextsAsync("SELECT pg_catalog.current_setting('server_version_num')", cancellationToken))[0], CultureInfo.InvariantCulture);
        return new VersionAnswer(number / 10000, number % 10000);
    }
}
