using System.Globalization;
using MigrationGuard.Servers;
using Npgsql;
using NpgsqlTypes;

namespace MigrationGuard.Postgres.Activity;

/// <summary>Asks for single values on a connection per question.</summary>
/// <param name="source">Connections to the database; they stay the caller's.</param>
public sealed class PostgresValueQueries(PostgresSource source) : IValueQueries
{
    /// <inheritdoc />
    public async Task<ValueFound> AskAsync(ValueQuestion question, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = {Math.Ceiling(question.Timeout.TotalMilliseconds):0}"), cancellation);
            await using var command = Command(connection, question);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var columns = reader.FieldCount;
            var value = await reader.ReadAsync(cancellation) ? (Rows: 1, Text: columns == 0 || reader.IsDBNull(0) ? null : reader.GetString(0)) : (Rows: 0, Text: null);
            return new(columns, value.Rows == 1 && await reader.ReadAsync(cancellation) ? 2 : value.Rows, value.Text);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, ValueQuestion question)
    {
        // As text every number can be read, also those for which there is no type here.
        var command = new NpgsqlCommand(question.Text, connection) { AllResultTypesAreUnknown = true };
        foreach (var value in question.Values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = value is TimeSpan ? NpgsqlDbType.Interval : NpgsqlDbType.Unknown });
        }

        return command;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
