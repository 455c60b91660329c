using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Gives an object the rights that a list says, with GRANT and REVOKE, entry by entry in its order.</summary>
internal sealed class AclWriter(StepSession session, HiddenState of)
{
    /// <summary>Makes the rights those of the goal. A column or list that is as it should be is not touched.</summary>
    public async Task SetAsync(ObjectAcl goal, CancellationToken cancellation)
    {
        if (await AclReader.ReadAsync(session, of, cancellation) is not { } before)
        {
            return;
        }

        var (name, columns) = await NamesAsync(cancellation);
        if (goal.Of(0) is { } own && own.Canonical != before.Of(0)!.Canonical)
        {
            await RevokeAsync(before.Of(0)!, ("", name), cancellation);
            await GrantAsync(own, ("", name), goal.Owner, cancellation);
        }

        // What is withdrawn from a table is withdrawn from its columns, hence the second look.
        var now = await AclReader.ReadAsync(session, of, cancellation);
        var wrong = goal.Lists.Where(list => list.Column > 0 && now!.Of(list.Column) is { } found && found.Canonical != list.Canonical).ToArray();
        foreach (var same in wrong.GroupBy(list => (now!.Of(list.Column)!.Canonical, list.Canonical)))
        {
            var place = $" ({string.Join(", ", same.Select(list => columns[list.Column]))})";
            await RevokeAsync(now!.Of(same.First().Column)!, (place, name), cancellation);
            await GrantAsync(same.First(), (place, name), goal.Owner, cancellation);
        }
    }

    private async Task<(string Name, Dictionary<int, string> Columns)> NamesAsync(CancellationToken cancellation)
    {
        var name = await CatalogNames.OfAsync(session, of, cancellation);
        var columns = of.IsRoutine ? [] : await session.ReadAsync(
            "SELECT a.attnum::integer, quote_ident(a.attname) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = $1::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped", row => (row.GetInt32(0), row.GetString(1)), cancellation, of.Oid);
        return (name!, columns.ToDictionary(column => column.Item1, column => column.Item2));
    }

    private async Task RevokeAsync(Acl from, (string Columns, string Name) place, CancellationToken cancellation)
    {
        var grantees = from.Entries.Select(entry => entry.Grantee).Distinct().Select(Quoted).ToArray();
        if (grantees.Length > 0)
        {
            await session.RunAsync($"REVOKE ALL PRIVILEGES{place.Columns} ON {of.GrantWord} {place.Name} FROM {string.Join(", ", grantees)} CASCADE", cancellation);
        }
    }

    private async Task GrantAsync(Acl list, (string Columns, string Name) place, string owner, CancellationToken cancellation)
    {
        foreach (var entry in list.Entries)
        {
            foreach (var rights in entry.Rights.GroupBy(right => right.Grantable))
            {
                var sql = $"GRANT {string.Join(", ", rights.Select(right => right.Name + place.Columns))} ON {of.GrantWord} {place.Name} TO {Quoted(entry.Grantee)}{(rights.Key ? " WITH GRANT OPTION" : "")}";
                await AsAsync(entry.Grantor == owner ? null : entry.Grantor, sql, cancellation);
            }
        }
    }

    // GRANTED BY names nobody but the current role. https://www.postgresql.org/docs/current/sql-grant.html
    private async Task AsAsync(string? grantor, string sql, CancellationToken cancellation)
    {
        if (grantor is null)
        {
            await session.RunAsync(sql, cancellation);
            return;
        }

        var role = (await session.ReadAsync("SELECT current_setting('role')", row => row.GetString(0), cancellation))[0];
        await session.RunAsync("SELECT set_config('role', $1, true)", cancellation, grantor);
        await session.RunAsync(sql, cancellation);
        await session.RunAsync("SELECT set_config('role', $1, true)", cancellation, role);
    }

    private static string Quoted(string? role) => role is null ? "PUBLIC" : CatalogNames.Quoted(role);
}
