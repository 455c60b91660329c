using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Statistics;

/// <summary>Reads pg_stat_statements. https://www.postgresql.org/docs/current/pgstatstatements.html</summary>
public static class PgStatStatements
{
    // The marker keeps what this class itself asks out of its answer: the server counts texts with their comments.
    private const string Marker = "/* migrationguard statements */";

    private const string FindExtension = Marker + " SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'";

    private const string FindRole = Marker + " SELECT oid FROM pg_catalog.pg_roles WHERE rolname = $1";

    /// <summary>What the role ran in this database; of statements inside functions only the outermost.</summary>
    /// <param name="connection">An open connection of a member of pg_read_all_stats.</param>
    /// <param name="role">The role, as in pg_roles.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="DatabaseException">The extension or the role is missing, or the texts may not be read; the message says what to do.</exception>
    public static async Task<RecordedStatements> ReadAsync(NpgsqlConnection connection, string role, CancellationToken cancellation)
    {
        try
        {
            var schema = (string?)await AskAsync(connection, FindExtension, null, cancellation)
                ?? throw Refusal("pg_stat_statements is not in this database: put it into shared_preload_libraries, restart the server, and run CREATE EXTENSION pg_stat_statements");
            var id = (uint?)await AskAsync(connection, FindRole, role, cancellation) ?? throw Refusal($"there is no role \"{role}\" on this server");
            return await ReadAsync(connection, schema, id, cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    private static async Task<RecordedStatements> ReadAsync(NpgsqlConnection connection, string schema, uint role, CancellationToken cancellation)
    {
        var statements = new List<CountedStatement>();
        await using (var command = new NpgsqlCommand(
            $"{Marker} SELECT queryid, query, calls FROM {schema}.pg_stat_statements WHERE toplevel AND userid = $1 AND dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) ORDER BY query COLLATE \"C\", queryid", connection))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = role, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                Add(statements, reader);
            }
        }

        await using var info = new NpgsqlCommand($"{Marker} SELECT stats_reset, dealloc, pg_catalog.current_database()::text FROM {schema}.pg_stat_statements_info", connection);
        await using var row = await info.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new RecordedStatements { Statements = statements, Since = row.GetFieldValue<DateTimeOffset>(0), Evictions = row.GetInt64(1), Database = row.GetString(2) };
    }

    private static void Add(List<CountedStatement> statements, NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(0))
        {
            throw Refusal("the texts of other roles may not be read: connect as a member of pg_read_all_stats");
        }

        var text = reader.IsDBNull(1) ? null : reader.GetString(1);
        if (text?.Contains(Marker, StringComparison.Ordinal) != true)
        {
            statements.Add(new CountedStatement(reader.GetInt64(0), text, reader.GetInt64(2)));
        }
    }

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, string? parameter, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (parameter is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return await command.ExecuteScalarAsync(cancellation);
    }

    // 42704, undefined object: the command line turns it into wrong usage.
    private static DatabaseException Refusal(string message) => new(message, "42704", null);
}
