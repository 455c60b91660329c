using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Postgres.Judging;
using Npgsql;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Asks the guard what the change of an open transaction does to the statements of the versions that are kept working.</summary>
internal static class ChangeFindings
{
    private const string Judge = "SELECT j.version, j.statement, j.verdict, j.sqlstate, j.message, j.cause, j.differences::text FROM migration_guard.judge_change($1) AS j";

    // The judge stops before the server stops it, to say what it did not reach.
    private const double Share = 0.9;

    /// <summary>The statements that do not pass, by version and place in the source.</summary>
    /// <exception cref="Servers.DatabaseException">The judge failed, was ended, or the server is lost.</exception>
    public static async Task<IReadOnlyList<JudgedStatement>> ReadAsync(StepSession session, TimeSpan budget, CancellationToken cancellation)
    {
        var answers = await session.ReadAsync(Judge, Answer, cancellation, budget * Share);
        if (answers.Count == 0)
        {
            return [];
        }

        var versions = (await session.ReadAsync(LedgerQueries.Versions, LedgerQueries.Version, cancellation)).ToDictionary(version => version.Id);
        var statements = await session.ReadAsync(LedgerQueries.StatementsById, LedgerQueries.Statement, cancellation, answers.Select(answer => answer.Answer.Statement).ToArray());
        var byId = statements.ToDictionary(statement => statement.Id);
        return
        [
            .. answers.Select(answer => new JudgedStatement(versions[answer.Version], LedgerQueries.Proof(byId[answer.Answer.Statement], answer.Answer)))
                .OrderBy(judged => judged.Version.ToString(), StringComparer.Ordinal)
                .ThenBy(judged => judged.Proof.Statement.Origins is [var first, ..] ? string.Create(CultureInfo.InvariantCulture, $"{first.File}:{first.Line:D8}") : "", StringComparer.Ordinal)
                .ThenBy(judged => judged.Proof.Statement.Id),
        ];
    }

    private static (int Version, LedgerQueries.JudgeAnswer Answer) Answer(NpgsqlDataReader row) => (
        row.GetInt32(0),
        new(row.GetInt64(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6)));
}
