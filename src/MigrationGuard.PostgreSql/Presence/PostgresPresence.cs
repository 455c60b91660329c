using System.Text.Json;
using MigrationGuard.Presence;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Presence;

/// <summary>Heartbeats and an application's own proof by the functions of <c>migration_guard</c>; for the first a role needs <c>migration_guard_application</c>, for the list <c>migration_guard_reader</c>.</summary>
/// <param name="source">Connections to the database; they stay the caller's.</param>
public sealed class PostgresPresence(PostgresSource source) : IPresence, IOwnProof
{
    private const string Beat = "SELECT migration_guard.heartbeat($1, $2, $3, $4)";

    private const string Leave = "SELECT migration_guard.leave($1, $2, $3, $4)";

    private const string List = "SELECT p.service, p.label, p.digest, p.instance, p.role, p.application_name, p.since, p.seen_at, p.ended_at, p.at FROM migration_guard.presence() AS p";

    private const string Prove = "SELECT p.digest, p.print, p.proof::text FROM migration_guard.own_proof($1, $2, $3, $4) AS p";

    /// <inheritdoc />
    public Task HeartbeatAsync(AppIdentity identity, CancellationToken cancellation) => RunAsync(Beat, identity, cancellation);

    /// <inheritdoc />
    public Task EndAsync(AppIdentity identity, CancellationToken cancellation) => RunAsync(Leave, identity, cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<PresenceSeen>> ListAsync(CancellationToken cancellation) => await ReadAsync("migration_guard_reader", List, Seen, cancellation);

    /// <inheritdoc />
    public async Task<OwnProof> ProveAsync(AppIdentity identity, string? known, TimeSpan budget, CancellationToken cancellation) =>
        (await ReadAsync("migration_guard_application", Prove, row => Proof(row, known), cancellation, identity.Service, identity.Label, known, budget))[0];

    private Task<IReadOnlyList<int>> RunAsync(string sql, AppIdentity identity, CancellationToken cancellation) =>
        ReadAsync("migration_guard_application", sql, _ => 0, cancellation, identity.Service, identity.Label, identity.Digest, identity.Instance);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string group, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object?[] parameters)
    {
        await using var connection = await source.OpenAsync(cancellation);
        try
        {
            return await PostgresRows.ReadAsync(connection, sql, read, cancellation, parameters);
        }
        catch (DatabaseException failure) when (failure.SqlState == "42501")
        {
            var role = new NpgsqlConnectionStringBuilder(connection.ConnectionString).Username;
            throw new DatabaseException(failure.Message, failure.SqlState, failure.InnerException) { Hint = $"GRANT {group} TO {(role is null ? "the role" : $"\"{role}\"")}" };
        }
        catch (DatabaseException failure) when (failure.SqlState is "3F000" or "42883")
        {
            throw new DatabaseException($"there is no guard of this version in database {connection.Database}", failure.SqlState, failure.InnerException) { Hint = "Run 'migrationguard guard install'." };
        }
    }

    private static PresenceSeen Seen(NpgsqlDataReader row) => new()
    {
        Identity = new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)),
        Role = row.GetString(4),
        ApplicationName = row.GetString(5),
        Since = row.GetFieldValue<DateTimeOffset>(6),
        SeenAt = row.GetFieldValue<DateTimeOffset>(7),
        EndedAt = row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        Silence = row.GetFieldValue<DateTimeOffset>(9) - row.GetFieldValue<DateTimeOffset>(7),
    };

    private static OwnProof Proof(NpgsqlDataReader row, string? known)
    {
        var print = row.IsDBNull(1) ? null : row.GetString(1);
        var answer = new OwnProof { PublishedDigest = row.IsDBNull(0) ? null : row.GetString(0), Print = print, IsUnchanged = print is not null && print == known };
        if (row.IsDBNull(2))
        {
            return answer;
        }

        using var proof = JsonDocument.Parse(row.GetString(2));
        return answer with
        {
            Statements = proof.RootElement.GetProperty("statements").GetInt32(),
            Passed = proof.RootElement.GetProperty("passed").GetInt32(),
            Others = [.. proof.RootElement.GetProperty("others").EnumerateArray().Select(Statement)],
        };
    }

    private static OwnStatement Statement(JsonElement statement)
    {
        var (file, line) = (statement.GetProperty("file").GetString(), statement.GetProperty("line"));
        return new()
        {
            Verdict = statement.GetProperty("verdict").GetString() switch { "fail" => ProofVerdict.Fail, "busy" => ProofVerdict.Busy, _ => ProofVerdict.Unknown },
            Text = statement.GetProperty("text").GetString()!,
            Place = file is null ? null : line.ValueKind == JsonValueKind.Number ? FormattableString.Invariant($"{file}:{line.GetInt32()}") : file,
            SqlState = statement.GetProperty("sqlstate").GetString(),
            Message = statement.GetProperty("message").GetString(),
            Cause = statement.GetProperty("cause").GetString(),
        };
    }
}
