using MigrationGuard.Proofs;

namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>Writes the script that shows a failure to anyone with an empty database.</summary>
/// <param name="version">The version.</param>
/// <param name="proof">The failure.</param>
/// <param name="probe">How the statement is given to the server.</param>
internal sealed class WitnessWriter(AppVersion version, StatementProof proof, ProbedStatement probe)
{
    private const string Role = "migration_guard_witness";

    // Not null violated: the one failure that no plan shows. https://www.postgresql.org/docs/current/errcodes-appendix.html
    private const string NotNullViolation = "23502";

    private const string Settings = "SET LOCAL check_function_bodies = off;\nSET LOCAL standard_conforming_strings = on;";

    private readonly bool _executes = proof.SqlState is null;

    private string SqlState => proof.SqlState ?? NotNullViolation;

    private bool NeedsRole => SqlState == "42501";

    // As a value, because it comes from a manifest.
    private string SearchPath => $"SELECT set_config('search_path', {Names.Literal(probe.SearchPath)}, true);";

    private string Types => probe.Types.Count > 0 ? $" ({string.Join(", ", probe.Types)})" : "";

    /// <summary>The witness, or why there is none.</summary>
    public Witness Write(IReadOnlyList<CatalogObject> before, IReadOnlyList<CatalogObject> after)
    {
        try
        {
            if (_executes && SampleValues.WhyNot(proof, probe) is { } why)
            {
                return new Witness(null, why);
            }

            var role = NeedsRole ? Role : null;
            var (old, current) = (new Slice(before, role), new Slice(after, role));
            var created = old.Create();
            return created.SequenceEqual(current.Create(), StringComparer.Ordinal)
                ? new Witness(null, "what differs cannot be shown in an empty database")
                : new Witness(Script(created, Change(old, current)), null);
        }
        catch (NotRebuildableException exception)
        {
            return new Witness(null, exception.Message);
        }
    }

    // A change of tables alone is written as ALTER TABLE; everything else as the schema that is there now.
    private static (bool Rebuild, IReadOnlyList<string> Statements) Change(Slice old, Slice current)
    {
        var rebuild = (true, current.Create());
        if (!old.HasOnlyTables || !current.HasOnlyTables || !old.WithoutTables().Except(old.Grants(), StringComparer.Ordinal).All(current.WithoutTables().Contains))
        {
            return rebuild;
        }

        var statements = current.WithoutTables().Except(current.Grants(), StringComparer.Ordinal).Except(old.WithoutTables(), StringComparer.Ordinal).ToList();
        var gone = old.Tables.Keys.Except(current.Tables.Keys, StringComparer.Ordinal).ToList();
        var come = current.Tables.Keys.Except(old.Tables.Keys, StringComparer.Ordinal).ToList();
        if (gone.Count > 0 && come.Count > 0 && (gone.Count, come.Count) != (1, 1))
        {
            return rebuild;
        }

        foreach (var table in old.Tables.Values)
        {
            var now = current.Tables.GetValueOrDefault(table.Identity) ?? (gone.Count == 1 && come.Count == 1 ? current.Tables[come[0]] : null);
            if (now is not null && TableChange.Between(table, now) is null)
            {
                return rebuild;
            }

            statements.AddRange(now is null ? [$"DROP TABLE {table.Identity}"] : TableChange.Between(table, now)!);
        }

        statements.AddRange(gone.Count == 0 ? come.SelectMany(table => current.Tables[table].Create()) : []);
        statements.AddRange(old.Grants().Except(current.Grants(), StringComparer.Ordinal).Where(grant => grant.StartsWith("GRANT", StringComparison.Ordinal)).Select(Revoke));
        statements.AddRange(current.Grants().Except(old.Grants(), StringComparer.Ordinal));
        return (false, statements);
    }

    private static string Revoke(string grant) => "REVOKE" + grant["GRANT".Length..grant.LastIndexOf(" TO ", StringComparison.Ordinal)] + " FROM " + Role;

    private string Script(IReadOnlyList<string> before, (bool Rebuild, IReadOnlyList<string> Statements) change)
    {
        var lines = new List<string>(Header()) { "BEGIN;", Settings };
        lines.AddRange(RoleStatements());
        lines.AddRange(["", "-- 1. The schema as it was when the version was published, as far as the statement needs it"]);
        lines.AddRange(before.Select(statement => statement + ";"));
        lines.AddRange(["", _executes ? "-- 2. The statement works. It is executed, because its failure shows in no plan; its row is taken back at once" : "-- 2. The statement works"]);
        lines.AddRange(Passes());
        lines.AddRange(["", .. Differences()]);
        if (change.Rebuild)
        {
            lines.AddRange(["ROLLBACK;", "BEGIN;", Settings]);
            lines.AddRange(RoleStatements());
        }

        lines.AddRange(change.Statements.Select(statement => statement + ";"));
        lines.AddRange(["", $"-- 4. The statement fails with {SqlState}; the block raises an error when it does not"]);
        lines.AddRange(Fails());
        lines.AddRange(["", $"SELECT {Names.Literal($"shown: after the change the statement fails with {SqlState}")} AS witness;", "ROLLBACK;"]);
        return string.Join('\n', lines) + "\n";
    }

    private IEnumerable<string> RoleStatements() => NeedsRole ? [$"CREATE ROLE {Role};", $"GRANT {Role} TO CURRENT_USER;"] : [];

    private IEnumerable<string> Header()
    {
        yield return $"-- {Comment(version.ToString())}: a statement that worked and does not any more";
        yield return $"-- {Comment(string.Join(", ", proof.Statement.Origins))}";
        foreach (var line in new[] { proof.SqlState is null ? null : $"{proof.SqlState} {proof.Message}", proof.Cause })
        {
            if (line is not null)
            {
                yield return "-- " + Comment(line);
            }
        }

        yield return "--";
        yield return $"-- Run it in an empty database as its owner{(NeedsRole ? " who may create roles" : "")}: psql -v ON_ERROR_STOP=1 -f FILE. Everything is rolled back.";
        yield return "";
    }

    private IEnumerable<string> Differences()
    {
        yield return "-- 3. The change";
        foreach (var difference in proof.Differences.Where(difference => difference.Path is not "resolved"))
        {
            yield return $"--    {Comment(difference.Object)} {Comment(difference.Path)}: {Comment(difference.Reason)}";
        }
    }

    private IEnumerable<string> Passes() =>
    [
        SearchPath,
        .. NeedsRole ? new[] { $"SET LOCAL ROLE {Role};" } : [],
        $"PREPARE witness_before{Types} AS {probe.Sql};",
        .. _executes ? new[] { "SAVEPOINT empty;" } : [],
        $"{Run("witness_before")};",
        .. _executes ? new[] { "ROLLBACK TO SAVEPOINT empty;" } : [],
        "DEALLOCATE witness_before;",
        .. NeedsRole ? new[] { "RESET ROLE;" } : [],
        "SET LOCAL search_path = public;",
    ];

    private IEnumerable<string> Fails()
    {
        var body = $"""

            DECLARE
                state text;
                message text;
            BEGIN
                BEGIN
                    EXECUTE {Names.Dollar($"PREPARE witness_after{Types} AS {probe.Sql}", "sql")};
                    EXECUTE {Names.Dollar(Run("witness_after"), "sql")};
                EXCEPTION WHEN OTHERS THEN
                    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
                END;
                IF EXISTS (SELECT FROM pg_catalog.pg_prepared_statements WHERE name = 'witness_after') THEN
                    EXECUTE 'DEALLOCATE witness_after';
                END IF;
                IF state IS DISTINCT FROM '{SqlState}' THEN
                    RAISE EXCEPTION 'not shown: the statement %', coalesce('fails with ' || state || ' ' || message, 'still works');
                END IF;
                RAISE NOTICE 'the statement fails: % %', state, message;
            END

            """;
        yield return SearchPath;
        if (NeedsRole)
        {
            yield return $"SET LOCAL ROLE {Role};";
        }

        yield return $"DO {Names.Dollar(body, "witness")};";
    }

    // Asked with EXPLAIN, nothing runs; only what no plan shows is executed, in the empty database.
    private string Run(string name)
    {
        var values = probe.Types.Select(type => _executes ? SampleValues.Of(type)! : "NULL").ToList();
        return $"{(_executes ? "" : "EXPLAIN ")}EXECUTE {name}{(values.Count > 0 ? $" ({string.Join(", ", values)})" : "")}";
    }

    private static string Comment(string text) => text.ReplaceLineEndings(" ");
}
