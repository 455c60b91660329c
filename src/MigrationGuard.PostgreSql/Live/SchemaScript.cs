using System.Text;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;
using Npgsql;

namespace MigrationGuard.Postgres.Live;

/// <summary>
/// Writes the schema of a database as the statements that make it, as far as the rules look at it, and reads them like any other migration. So what is
/// known of a live schema is what would be known had its whole history been there.
/// </summary>
internal sealed class SchemaScript(NpgsqlConnection connection, ProbeLimits limits)
{
    private const string FileName = "(database)";

    /// <summary>The schema as a migration.</summary>
    /// <exception cref="PostgresException">The server refuses or interrupts a query.</exception>
    public async Task<Migration> ReadAsync(CancellationToken cancellationToken)
    {
        var script = new StringBuilder();
        var slow = limits with { Query = TimeSpan.FromMinutes(1) };
        var path = await new ProbeSession(connection, slow).TextsAsync("SELECT pg_catalog.quote_ident(s) FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) s", cancellationToken);
        if (path is not (["public", ..] or []))
        {
            // An unqualified name means something else here than for most: what it means comes first under that name.
            await WriteAsync(script, new ProbeSession(connection, slow, $"SET LOCAL search_path = {string.Join(", ", path)};"), Visible, cancellationToken);
        }

        await WriteAsync(script, new ProbeSession(connection, slow, "SET LOCAL search_path = public;"), "true", cancellationToken);
        var read = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource(FileName, script.ToString()));
        return new Migration
        {
            Id = new MigrationId("", FileName),
            Path = FileName,
            Steps = read.Steps,
            StatementCount = read.StatementCount,
            Transaction = TransactionMode.None,
        };
    }

    private const string Visible = "n.nspname <> 'public' AND pg_catalog.pg_table_is_visible(c.oid)";

    private static async Task WriteAsync(StringBuilder script, ProbeSession session, string which, CancellationToken cancellationToken)
    {
        IEnumerable<string> queries = which == "true" ? [.. SchemaQueries.BeforeTables, .. SchemaQueries.Tables, .. SchemaQueries.AfterTables] : SchemaQueries.Tables;
        foreach (var query in queries)
        {
            foreach (var statement in await session.TextsAsync(query.Replace("{which}", which, StringComparison.Ordinal), cancellationToken))
            {
                script.Append(statement).Append(";\n");
            }
        }
    }
}
