using MigrationGuard.Execution;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>What steps remove: the catalog before and behind them, in a transaction that is rolled back. It sees what CASCADE takes and what a block does, too.</summary>
internal static class RemovedObjects
{
    // What something else uses while it is there (a sequence its default, a function its trigger) is in use until that goes, and hiding it would break who uses that.
    private const string Objects = """
        SELECT 'pg_class', c.oid::bigint, c.relkind::text, n.nspname::text, c.relname::text, c.relkind = 'S' AND EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
            UNION ALL SELECT FROM pg_catalog.pg_depend AS d WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = c.oid AND d.deptype = 'n')
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't' AND n.nspname !~ '^(pg_|information_schema$|migration_guard)'
        UNION ALL
        SELECT 'pg_proc', p.oid::bigint, 'function', n.nspname::text, p.proname::text, EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d WHERE d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid = p.oid AND d.deptype IN ('n', 'a', 'i'))
        FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname !~ '^(pg_|information_schema$|migration_guard)'
        UNION ALL
        SELECT 'pg_type', t.oid::bigint, t.typtype::text, n.nspname::text, t.typname::text, true
        FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
        WHERE (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c') AND n.nspname !~ '^(pg_|information_schema$|migration_guard)'
        """;

    private const string Columns = """
        SELECT a.attrelid::bigint, a.attnum::integer, a.attname::text, a.attinhcount > 0 FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^(pg_|information_schema$|migration_guard)'
        """;

    /// <summary>What is removed, and what cannot be told.</summary>
    public static async Task<(IReadOnlyList<HiddenState> Objects, IReadOnlyList<string> Unhidden, string? Problem)> FindAsync(
        StepSession session, IReadOnlyList<MigrationStep> steps, StepSettings settings, CancellationToken cancellation)
    {
        await using var transaction = await session.BeginAsync(cancellation);
        var before = await ReadAsync(session, cancellation);
        try
        {
            await ChangeTrial.ApplyAsync(session, steps, settings with { ConcurrentLockTimeout = settings.LockTimeout, StatementTimeout = settings.JudgementBudget }, cancellation);
        }
        catch (Exception failure) when (failure is StepRefusal or NotInTransactionException)
        {
            return ([], [], failure is StepRefusal refusal ? $"{refusal.Place}: {StepRefusal.TextOf(refusal.Failure)}" : failure.Message);
        }

        var after = await ReadAsync(session, cancellation);
        var kept = after.Objects.Select(found => (found.Class, found.Oid)).ToHashSet();
        var gone = before.Objects.Where(found => !kept.Contains((found.Class, found.Oid))).ToArray();
        var unhidden = gone.Where(found => found.IsUsed && found.Class == "pg_type").Select(found => $"type {found.Schema}.{found.Name} is not hidden: whoever uses it does so through columns and functions").ToArray();
        var whole = gone.Where(found => !found.IsUsed).Select(found => new HiddenState { Oid = found.Oid, Kind = found.Kind, Schema = found.Schema, Name = found.Name });
        var left = after.Columns.Select(column => (column.Oid, column.Number)).ToHashSet();
        var columns = before.Columns.Where(column => kept.Contains(("pg_class", column.Oid)) && !left.Contains((column.Oid, column.Number))).GroupBy(column => column.Oid)
            .Select(same => before.Objects.First(found => found.Class == "pg_class" && found.Oid == same.Key) is var table
                ? new HiddenState { Oid = same.Key, Kind = table.Kind, Schema = table.Schema, Name = table.Name, Columns = [.. same.Select(column => new HiddenColumn(column.Number, column.Name, null, column.Inherited))] } : null!);
        return ([.. whole.Concat(columns).OrderBy(found => found.Schema, StringComparer.Ordinal).ThenBy(found => found.Name, StringComparer.Ordinal).ThenBy(found => found.Oid)], unhidden, null);
    }

    private static async Task<(List<(string Class, long Oid, string Kind, string Schema, string Name, bool IsUsed)> Objects, List<(long Oid, int Number, string Name, bool Inherited)> Columns)> ReadAsync(
        StepSession session, CancellationToken cancellation) => (
        await session.ReadAsync(Objects, row => (row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetBoolean(5)), cancellation),
        await session.ReadAsync(Columns, row => (row.GetInt64(0), row.GetInt32(1), row.GetString(2), row.GetBoolean(3)), cancellation));
}
