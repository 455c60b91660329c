using System.Text.Json;
using MigrationGuard.Manifests;
using MigrationGuard.Proofs;
using Npgsql;

namespace MigrationGuard.Postgres.Judging;

/// <summary>The queries of the ledger's tables, and how their rows are read.</summary>
internal static class LedgerQueries
{
    public const string Versions = """
        SELECT v.id, v.service, v.label, v.digest, v.state, v.window_until, v.published_at, v.changed_by, v.reason,
               count(s.id)::integer, count(s.unproved)::integer
        FROM migration_guard.version v LEFT JOIN migration_guard.statement s ON s.version = v.id
        GROUP BY v.id ORDER BY v.service, v.published_at, v.id
        """;

    public const string StatementsOfVersion = StatementColumns + "WHERE s.version = $1 ORDER BY s.id";

    public const string StatementsById = StatementColumns + "WHERE s.id = ANY ($1)";

    public const string NamedObjects = """
        SELECT so.statement, o.kind, o.identity, so.named
        FROM migration_guard.statement_object so JOIN migration_guard.object o ON o.id = so.object
        WHERE o.version = $1 AND so.named <> '{}' ORDER BY so.statement, o.kind, o.identity
        """;

    public const string Closure = """
        SELECT so.statement, o.kind, o.identity, so.named
        FROM migration_guard.statement_object so JOIN migration_guard.object o ON o.id = so.object
        WHERE so.statement = $1 ORDER BY o.kind, o.identity
        """;

    public const string Prove = "SELECT p.statement, p.verdict, p.sqlstate, p.message, p.cause, p.differences::text FROM migration_guard.prove($1) AS p";

    public const string Uses = """
        SELECT u.version, u.statement, u.how
        FROM (
            SELECT DISTINCT o.identity FROM migration_guard.object o
            WHERE o.kind = 'relation' AND CASE WHEN $1::text IS NULL THEN right(o.identity, length(quote_ident($2)) + 1) = '.' || quote_ident($2)
                ELSE o.identity = quote_ident($1) || '.' || quote_ident($2) END
        ) AS r, migration_guard.uses(r.identity, $3) AS u ORDER BY u.version, u.statement, u.how
        """;

    // A statement that reaches a table by itself and names no column (count(*)) needs none; through a view or routine it may need each.
    public const string TableUses = """
        WITH used AS (
            SELECT o.identity, o.facts -> 'columns' AS columns, s.id, s.tokens, d.named,
                'source' = ANY (d.access) OR '*' = ANY (d.named) OR d.named = '{}' AND (o.identity <> ALL (coalesce(s.roots, '{}')) OR EXISTS (
                    SELECT FROM migration_guard.edge AS e JOIN migration_guard.statement_object AS via ON via.object = e.source
                    WHERE e.target = o.id AND e.source <> o.id AND via.statement = s.id)) AS whole
            FROM migration_guard.object AS o JOIN migration_guard.statement_object AS d ON d.object = o.id JOIN migration_guard.statement AS s ON s.id = d.statement
            WHERE o.version = $1 AND o.kind = 'relation'
        ), counted AS (
            SELECT u.identity, NULL AS name, count(DISTINCT u.id) AS statements, min(u.id) AS first FROM used AS u GROUP BY u.identity
            UNION ALL
            SELECT u.identity, c.name, count(DISTINCT u.id), min(u.id)
            FROM used AS u CROSS JOIN LATERAL (SELECT jsonb_object_keys(u.columns) UNION SELECT unnest(u.named)) AS c(name)
            WHERE c.name = ANY (u.named) OR u.whole OR c.name = ANY (u.tokens)
            GROUP BY u.identity, c.name
        )
        SELECT c.identity, c.name, c.statements::integer, s.origin::text
        FROM counted AS c JOIN migration_guard.statement AS s ON s.id = c.first
        WHERE c.name IS DISTINCT FROM '*'
        ORDER BY c.identity COLLATE "C", c.name COLLATE "C" NULLS FIRST
        """;

    private const string StatementColumns = """
        SELECT s.id, s.key, s.text, s.canonical, s.parameter_types, s.role::text, s.search_path, s.origin::text, s.calls, s.unproved
        FROM migration_guard.statement s

        """;

    /// <summary>A row of <see cref="Prove"/>.</summary>
    public sealed record JudgeAnswer(long Statement, string Verdict, string? SqlState, string? Message, string? Cause, string? Differences);

    public static AppVersion Version(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt32(0),
        Service = row.GetString(1),
        Label = row.GetString(2),
        Digest = row.GetString(3),
        State = row.GetString(4) switch { "live" => VersionState.Live, "retired" => VersionState.Retired, _ => VersionState.Published },
        WindowUntil = row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
        PublishedAt = row.GetFieldValue<DateTimeOffset>(6),
        ChangedBy = row.GetString(7),
        Reason = Text(row, 8),
        Statements = row.GetInt32(9),
        Unproved = row.GetInt32(10),
    };

    public static PublishedStatement Statement(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Key = row.GetString(1),
        Text = row.GetString(2),
        Canonical = row.GetString(3),
        ParameterTypes = row.GetFieldValue<string[]>(4),
        Role = row.GetString(5),
        SearchPath = row.GetString(6),
        Origins = Origins(row.GetString(7)),
        Calls = row.IsDBNull(8) ? null : row.GetInt64(8),
        Unproved = Text(row, 9),
    };

    public static (long Statement, UsedObject Object) Use(NpgsqlDataReader row)
        => (row.GetInt64(0), new UsedObject(row.GetString(1), row.GetString(2), row.GetFieldValue<string[]>(3)));

    public static TableUse TableUse(NpgsqlDataReader row) => new(row.GetString(0), Text(row, 1), row.GetInt32(2), Origins(row.GetString(3)) is [var first, ..] ? first : null);

    public static JudgeAnswer Answer(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetString(1), Text(row, 2), Text(row, 3), Text(row, 4), Text(row, 5));

    public static StatementProof Proof(PublishedStatement statement, JudgeAnswer? answer) => answer is null
        ? new StatementProof { Statement = statement, Verdict = ProofVerdict.Unknown, Cause = "the database gave no answer for this statement" }
        : new StatementProof
        {
            Statement = statement,
            Verdict = Verdict(answer.Verdict),
            SqlState = answer.SqlState,
            Message = answer.Message,
            Cause = answer.Cause,
            Differences = answer.Differences is { } differences ? Differences(differences) : [],
        };

    public static string Word(VersionState state) => state switch
    {
        VersionState.Live => "live",
        VersionState.Retired => "retired",
        _ => "published",
    };

    private static ProofVerdict Verdict(string? word) => word switch
    {
        "pass" => ProofVerdict.Pass,
        "fail" => ProofVerdict.Fail,
        "busy" => ProofVerdict.Busy,
        _ => ProofVerdict.Unknown,
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static IReadOnlyList<StatementOrigin> Origins(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Array ? []
            : [.. document.RootElement.EnumerateArray().Where(origin => origin.ValueKind == JsonValueKind.Object && origin.TryGetProperty("file", out _))
                .Select(origin => new StatementOrigin(Shown(origin, "file") ?? "", origin.TryGetProperty("line", out var line) && line.TryGetInt32(out var number) ? number : null, Shown(origin, "member")))];
    }

    private static IReadOnlyList<ProofDifference> Differences(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Array ? []
            : [.. document.RootElement.EnumerateArray().Select(item => new ProofDifference(
                Shown(item, "id") ?? "", Shown(item, "object") ?? "", Shown(item, "path") ?? "", Shown(item, "old"), Shown(item, "new"), Verdict(Shown(item, "verdict")), Shown(item, "reason") ?? ""))];
    }

    private static string? Shown(JsonElement item, string name) => !item.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
