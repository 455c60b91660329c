using System.Text.RegularExpressions;
using MigrationGuard.Execution;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>Makes in an empty database the schema that <c>pg_dump</c> wrote, without what belongs to the guard.</summary>
internal sealed partial class SchemaRestore(NpgsqlConnection connection)
{
    // A statement each, but sent together: one by one over a slow network takes minutes.
    private const int Together = 100;

    /// <summary>Runs it.</summary>
    /// <returns>What the server did not take and what does not change how tables work: owners, rights, comments.</returns>
    /// <exception cref="DatabaseException">The server refuses anything else, or is lost.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(string dump, CancellationToken cancellation)
    {
        var statements = Statements(dump);
        if (await TryAllAsync(statements, cancellation))
        {
            return [];
        }

        await PostgresRows.RunAsync(connection, "DISCARD ALL", cancellation);
        var notes = new List<string>();
        foreach (var statement in statements)
        {
            try
            {
                await PostgresRows.RunAsync(connection, statement, cancellation);
            }
            catch (DatabaseException exception) when (!exception.IsConnectionLost && BesideTables().IsMatch(statement))
            {
                notes.Add($"{exception.Message}: {FirstLine(statement)}");
            }
            catch (DatabaseException exception) when (!exception.IsConnectionLost)
            {
                throw new DatabaseException($"the copy of the schema: {exception.Message}: {FirstLine(statement)}", exception.SqlState, exception.InnerException) { Detail = exception.Detail, Hint = exception.Hint };
            }
        }

        return notes;
    }

    private async Task<bool> TryAllAsync(IReadOnlyList<string> statements, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            foreach (var some in statements.Chunk(Together))
            {
                await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
                foreach (var statement in some)
                {
                    batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
                }

                await batch.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    // Newer minor versions fence the script with commands of psql; https://www.postgresql.org/docs/current/app-pgdump.html
    private static List<string> Statements(string dump)
    {
        var plan = StepPlan.Read([new MigrationFile("pg_dump", Meta().Replace(dump, ""))]);
        return plan.Problems.Count > 0 ? throw new DatabaseException($"the copy of the schema: {plan.Problems[0]}", null, null)
            : [.. plan.Steps.SelectMany(step => step.Settings.Concat(step.Statements)).DistinctBy(statement => statement.Start).OrderBy(statement => statement.Start).Select(statement => statement.Text).Where(text => !Guard().IsMatch(text))];
    }

    private static string FirstLine(string statement) => statement.Split('\n', 2)[0];

    [GeneratedRegex(@"^\\(un)?restrict\b.*$", RegexOptions.Multiline)]
    private static partial Regex Meta();

    [GeneratedRegex(@"^(CREATE\s+EVENT\s+TRIGGER\s[\s\S]*\bmigration_guard\.|(ALTER|COMMENT\s+ON)\s+EVENT\s+TRIGGER\s+""?migration_guard)", RegexOptions.IgnoreCase)]
    private static partial Regex Guard();

    [GeneratedRegex(@"^(ALTER\s[\s\S]*\sOWNER\s+TO\s|GRANT\s|REVOKE\s|COMMENT\s|SECURITY\s+LABEL\s|ALTER\s+DEFAULT\s+PRIVILEGES\s|(CREATE|ALTER)\s+(EVENT\s+TRIGGER|PUBLICATION)\s)", RegexOptions.IgnoreCase)]
    private static partial Regex BesideTables();
}
