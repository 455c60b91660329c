using System.Text.Json;
using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Pending;
using Npgsql;
using NpgsqlTypes;

namespace MigrationGuard.Postgres.Pending;

/// <summary>The log entry of a run that was applied.</summary>
internal static class AppliedNote
{
    private const string Exists = "SELECT pg_catalog.to_regprocedure('migration_guard.note_applied(text, jsonb)') IS NOT NULL";

    /// <summary>Writes it; without a ledger there is nothing to write into.</summary>
    public static async Task<string?> WriteAsync(
        NpgsqlConnection connection, PendingRun run, IReadOnlyList<MigrationId> applied, RunJudgement judgement, CancellationToken cancellation)
    {
        try
        {
            await using var exists = new NpgsqlCommand(Exists, connection);
            if (await exists.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not true)
            {
                return null;
            }

            await using var note = new NpgsqlCommand("SELECT migration_guard.note_applied($1, $2)", connection);
            note.Parameters.Add(new NpgsqlParameter { Value = run.Runner });
            note.Parameters.Add(new NpgsqlParameter { Value = Json(run, applied, judgement), NpgsqlDbType = NpgsqlDbType.Jsonb });
            await note.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return $"{exception.MessageText}; GRANT migration_guard_publisher TO {connection.UserName}";
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    private static string Json(PendingRun run, IReadOnlyList<MigrationId> applied, RunJudgement judgement)
    {
        var phases = judgement.Migrations.ToLookup(migration => migration.Migration.Id, migration => PhaseOf(migration.Steps.Select(step => step.Classification.Phase)));
        return JsonSerializer.Serialize(new
        {
            decision = judgement.Decision.ToString().ToLowerInvariant(),
            live = judgement.Live,
            reasons = judgement.Reasons,
            migrations = applied.Select(id => new
            {
                id = id.ToString(),
                direction = run.Migrations.FirstOrDefault(migration => migration.Id == id)?.Direction.ToString().ToLowerInvariant(),
                phase = phases[id].FirstOrDefault(),
            }),
        });
    }

    private static string? PhaseOf(IEnumerable<Phase> phases)
    {
        var worst = phases.Select(phase => (Phase?)phase).Max();
        return worst?.ToString().ToLowerInvariant();
    }
}
