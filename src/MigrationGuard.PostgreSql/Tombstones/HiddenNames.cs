using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Gives objects another name and their own back. Each is one ALTER, under ACCESS EXCLUSIVE.</summary>
internal static class HiddenNames
{
    private const string TakenColumns = "SELECT a.attname::text FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = $1::bigint::oid AND NOT a.attisdropped";

    private const string TakenRelations = """
        SELECT c.relname::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1
        UNION SELECT t.typname::text FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace WHERE n.nspname = $1
        UNION SELECT p.proname::text FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = $1
        """;

    /// <summary>Puts an object, or its columns, out of reach under another name.</summary>
    public static async Task<HiddenState> HideAsync(StepSession session, HiddenState of, CancellationToken cancellation)
    {
        if (await CatalogNames.OfAsync(session, of, cancellation) is not { } name)
        {
            return of with { Rename = false };
        }

        if (of.Columns.Count == 0)
        {
            var hidden = CatalogNames.Hidden(of.Name, await session.ReadAsync(TakenRelations, row => row.GetString(0), cancellation, of.Schema));
            await session.RunAsync($"ALTER {of.AlterWord} {name} RENAME TO {CatalogNames.Quoted(hidden)}", cancellation);
            return of with { HiddenName = hidden };
        }

        var taken = await session.ReadAsync(TakenColumns, row => row.GetString(0), cancellation, of.Oid);
        var columns = new List<HiddenColumn>();
        foreach (var column in of.Columns)
        {
            if (column.Inherited || !taken.Contains(column.Name))
            {
                columns.Add(column);
                continue;
            }

            var hidden = CatalogNames.Hidden(column.Name, taken);
            taken.Add(hidden);
            await session.RunAsync($"ALTER TABLE {name} RENAME COLUMN {CatalogNames.Quoted(column.Name)} TO {CatalogNames.Quoted(hidden)}", cancellation);
            columns.Add(column with { HiddenName = hidden });
        }

        return of with { Columns = columns, Rename = columns.Exists(column => column.HiddenName is not null) };
    }

    /// <summary>The statements that would give an object, or its columns, their names back.</summary>
    public static IEnumerable<string> Back(HiddenState of)
    {
        var name = $"{CatalogNames.Quoted(of.Schema)}.{CatalogNames.Quoted(of.HiddenName ?? of.Name)}";
        return of.HiddenName is not null
            ? [$"ALTER {of.AlterWord} {name} RENAME TO {CatalogNames.Quoted(of.Name)}"]
            : of.Columns.Where(column => column.HiddenName is not null).Select(column => $"ALTER TABLE {name} RENAME COLUMN {CatalogNames.Quoted(column.HiddenName!)} TO {CatalogNames.Quoted(column.Name)}");
    }

    /// <summary>Gives an object, or its columns, their names back.</summary>
    public static async Task<HiddenState> ShowAsync(StepSession session, HiddenState of, CancellationToken cancellation)
    {
        var back = of with { HiddenName = null, Columns = [.. of.Columns.Select(column => column with { HiddenName = null })] };
        if (!of.IsRenamed || await CatalogNames.OfAsync(session, of, cancellation) is not { } name)
        {
            return back;
        }

        if (of.HiddenName is not null)
        {
            await session.RunAsync($"ALTER {of.AlterWord} {name} RENAME TO {CatalogNames.Quoted(of.Name)}", cancellation);
        }

        var there = of.Columns.Count == 0 ? [] : await session.ReadAsync(TakenColumns, row => row.GetString(0), cancellation, of.Oid);
        foreach (var column in of.Columns.Where(column => column.HiddenName is not null && there.Contains(column.HiddenName)))
        {
            await session.RunAsync($"ALTER TABLE {name} RENAME COLUMN {CatalogNames.Quoted(column.HiddenName!)} TO {CatalogNames.Quoted(column.Name)}", cancellation);
        }

        return back;
    }
}
