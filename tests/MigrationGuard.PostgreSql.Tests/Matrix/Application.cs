using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>The old version at work: runs its statements and undoes what they did.</summary>
internal sealed class Application
{
    private readonly NpgsqlConnection _connection;
    private readonly string[] _enter;
    private readonly string? _leave;
    private readonly string _state;

    private Application(NpgsqlConnection connection, string[] enter, string? leave)
    {
        _connection = connection;
        _enter = enter;
        _leave = leave;
        using var batch = Batch("SELECT oracle.state()");
        _state = (string)batch.ExecuteScalar()!;
        Leave();
    }

    /// <summary>In a transaction of the superuser, who becomes the application for each statement.</summary>
    public static Application InTransactionOf(NpgsqlConnection administrator)
    {
        ShopServer.Execute(administrator, "SAVEPOINT application");
        return new Application(administrator, ["ROLLBACK TO SAVEPOINT application", "DO 'BEGIN PERFORM oracle.rewind_sequences(); END'", $"SET LOCAL ROLE {ShopServer.Role}", $"SET LOCAL search_path = {ShopServer.SearchPath}"], null);
    }

    /// <summary>On a connection of its own.</summary>
    public static Application On(NpgsqlConnection connection) => new(connection, ["BEGIN READ WRITE", "DO 'BEGIN PERFORM oracle.rewind_sequences(); END'", "ROLLBACK", "BEGIN"], "ROLLBACK");

    /// <summary>Prepares what answers with rows, as drivers do that prepare automatically.</summary>
    public static void Prepare(NpgsqlConnection connection)
    {
        var texts = MatrixFiles.Statements.Where(statement => statement.ReturnsRows).Select(statement =>
            $"PREPARE {statement.Name}{(statement.Parameters.Count == 0 ? "" : $"({string.Join(", ", statement.Parameters.Select(p => p.Type))})")} AS {statement.Text}");
        ShopServer.Execute(connection, string.Join(";\n", texts));
    }

    /// <summary>Runs it once and reads what comes; <paramref name="before"/> gives the types to read as.</summary>
    public Outcome Run(OldStatement statement, Outcome? before)
    {
        try
        {
            return Observe(statement, before);
        }
        catch (PostgresException e)
        {
            return Outcome.Failed($"{e.SqlState} {e.MessageText}");
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or NotSupportedException)
        {
            return Outcome.Failed("another type");
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Runs plans that were prepared before; what is wrong with each, or null.</summary>
    public string?[] RunPrepared(IEnumerable<OldStatement> statements)
    {
        try
        {
            using var batch = Batch("SELECT oracle.run_prepared($1)");
            batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter { Value = statements.Select(Execute).ToArray() });
            return (string?[])batch.ExecuteScalar()!;
        }
        finally
        {
            Leave();
        }
    }

    private static string Execute(OldStatement statement)
    {
        var values = string.Join(", ", statement.Parameters.Select(p => $"'{Literal(p.Type, p.Value).Replace("'", "''", StringComparison.Ordinal)}'"));
        return $"EXECUTE {statement.Name}{(values.Length == 0 ? "" : $"({values})")}";
    }

    private void Leave()
    {
        if (_leave is not null)
        {
            ShopServer.Execute(_connection, _leave);
        }
    }

    private Outcome Observe(OldStatement statement, Outcome? before)
    {
        using var batch = Batch(statement.Text);
        var command = batch.BatchCommands[^1];
        foreach (var (type, value) in statement.Parameters)
        {
            command.Parameters.Add(Parameter(type, value));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET CONSTRAINTS ALL IMMEDIATE"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(statement.HasEffect ? "SELECT oracle.state()" : "SELECT ''"));
        using var reader = batch.ExecuteReader();
        List<(string, Type)> columns = [];
        List<string[]> rows = [];
        if (statement.ReturnsRows)
        {
            columns = TypedReader.Columns(reader);
            rows = TypedReader.Rows(reader, before?.Columns ?? columns);
            reader.NextResult();
        }

        reader.Read();
        var effect = statement.HasEffect ? Effect.Between(_state, reader.GetString(0)) : null;
        reader.Close();
        return new Outcome(null, columns, rows, command.Rows, effect);
    }

    private NpgsqlBatch Batch(string last)
    {
        var batch = new NpgsqlBatch(_connection);
        foreach (var text in _enter.Append(last))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(text));
        }

        return batch;
    }

    private static NpgsqlParameter Parameter(string type, string value)
    {
        object typed = type switch
        {
            "integer" => int.Parse(value, CultureInfo.InvariantCulture),
            "bigint" => long.Parse(value, CultureInfo.InvariantCulture),
            "numeric" => decimal.Parse(value, CultureInfo.InvariantCulture),
            "date" => DateOnly.Parse(value, CultureInfo.InvariantCulture),
            "bigint[]" => value.Split(',').Select(item => long.Parse(item, CultureInfo.InvariantCulture)).ToArray(),
            "text[]" => value.Split(','),
            _ => value,
        };
        return type switch
        {
            "unknown" => new NpgsqlParameter { Value = typed, NpgsqlDbType = NpgsqlDbType.Unknown },
            "jsonb" => new NpgsqlParameter { Value = typed, NpgsqlDbType = NpgsqlDbType.Jsonb },
            _ => new NpgsqlParameter { Value = typed },
        };
    }

    private static string Literal(string type, string value) => type.EndsWith("[]", StringComparison.Ordinal) ? $"{{{value}}}" : value;
}
