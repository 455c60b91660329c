using System.Security.Cryptography;
using System.Text.Json;
using MigrationGuard.Execution;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Hides by withdrawing rights, and by another name where rights do not bind the application; what was is in <c>migration_guard.hiding</c>.</summary>
/// <param name="connectionString">Npgsql's form of it, of the owner of the objects or a superuser, and a member of <c>migration_guard_releaser</c>.</param>
/// <param name="settings">How to wait.</param>
public sealed class PostgresTombstones(string connectionString, StepSettings settings) : ITombstones
{
    private const string Name = "migrationguard tombstone";

    private const string Members = """
        SELECT r.rolname::text FROM pg_catalog.pg_roles AS r
        WHERE EXISTS (SELECT FROM unnest($1::text[]) AS g WHERE g = '' OR EXISTS (SELECT FROM pg_catalog.pg_roles AS o WHERE o.rolname = g AND pg_has_role(r.oid, o.oid, 'MEMBER')))
        """;

    /// <summary>From where it is known that somebody asked; from the server's log by default.</summary>
    public HitSource Source { get; init; }

    /// <summary>The clock of the pauses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc />
    public async Task<HidingPlan> PlanAsync(IReadOnlyList<MigrationStep> steps, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(cancellation);
        var (objects, problems) = await new HidingPlanner(session, settings).PlanAsync(steps, cancellation);
        var (_, why) = Source == HitSource.Log && objects.Count > 0 ? await new ServerLog(session, Time).EndAsync(cancellation) : default;
        return new HidingPlan([.. objects.SelectMany(found => found.Shown())], why is null ? problems : [.. problems, $"nobody would see a hit: {why}"]);
    }

    /// <inheritdoc />
    public async Task<Hiding?> FindAsync(string release, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(cancellation);
        return await FoundAsync(session, release, null, cancellation);
    }

    /// <inheritdoc />
    public Task<HidingReport> HideAsync(string release, IReadOnlyList<MigrationStep> steps, Lease lease, CancellationToken cancellation) =>
        RepeatAsync(token => HideOnceAsync(release, steps, lease, token), cancellation);

    /// <inheritdoc />
    public async Task<Hiding?> LookAsync(string release, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(cancellation);
        var store = new HidingStore(session, release);
        if (Source == HitSource.Reported || await store.FindAsync(cancellation) is not { State: HidingState.Hiding or HidingState.Hidden } row)
        {
            return await FoundAsync(session, release, null, cancellation);
        }

        var place = row.Place is null ? null : JsonSerializer.Deserialize<LogPlace>(row.Place);
        return await FoundAsync(session, release, place is null ? "the server's log is not read" : await ReadLogAsync(session, (store, row), place, cancellation), cancellation);
    }

    /// <inheritdoc />
    public Task<HidingReport> ShowAsync(string release, CancellationToken cancellation) =>
        RepeatAsync(token => ShowOnceAsync(release, token), cancellation);

    /// <inheritdoc />
    public Task<HidingReport> RenameBackAsync(string release, Lease lease, CancellationToken cancellation) =>
        RepeatAsync(token => RenameAllAsync(release, (HidingState.Hidden, lease), HiddenNames.ShowAsync, token), cancellation);

    /// <inheritdoc />
    public Task<HidingReport> SettleAsync(string release, Lease lease, CancellationToken cancellation) =>
        RepeatAsync(token => ReturnRightsAsync(release, (HidingState.Removed, lease), token), cancellation);

    /// <inheritdoc />
    public async Task ReportAsync(string release, TombstoneHit hit, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(cancellation);
        await new HidingStore(session, release).NoteHitAsync(hit, cancellation);
    }

    /// <inheritdoc />
    public async Task SettleHitsAsync(string release, string reason, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(cancellation);
        await session.RunAsync("SELECT migration_guard.settle_hits($1, $2)", cancellation, release, reason);
    }

    private Task<StepSession> OpenAsync(CancellationToken cancellation) => StepSession.OpenAsync(connectionString, Name, cancellation);

    private async Task<Hiding?> FoundAsync(StepSession session, string release, string? gap, CancellationToken cancellation)
    {
        var store = new HidingStore(session, release);
        return await store.FindAsync(cancellation) is not { } row ? null : new Hiding
        {
            Release = release,
            State = row.State,
            Since = row.Since,
            Base = row.Base,
            Fingerprints = row.Fingerprints,
            Objects = [.. row.Objects.SelectMany(hidden => hidden.Shown())],
            Back = [.. row.Objects.SelectMany(HiddenNames.Back)],
            Hits = await store.HitsAsync(cancellation),
            Source = Source,
            Gap = Source == HitSource.Reported ? null : row.Gap is { } kept ? $"{kept}\nwhen that is mended, hide it anew: migrationguard contract restore, then contract tombstone" : gap,
        };
    }

    private async Task<HidingReport> HideOnceAsync(string release, IReadOnlyList<MigrationStep> steps, Lease lease, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(cancellation);
        var store = new HidingStore(session, release);
        var row = await store.FindAsync(cancellation);
        if ((await store.HitsAsync(cancellation)).FirstOrDefault() is { } hit)
        {
            return new(false, hit.ToString());
        }

        if (row is not { State: HidingState.Hiding or HidingState.Hidden })
        {
            var (objects, problems) = await new HidingPlanner(session, settings).PlanAsync(steps, cancellation);
            if (problems.Count > 0)
            {
                return new(false, string.Join('\n', problems));
            }

            if (await WithdrawAsync(session, (release, lease), objects, cancellation) is { } refused)
            {
                return new(false, refused);
            }
        }

        return await RenameAllAsync(release, (HidingState.Hidden, lease), HiddenNames.HideAsync, cancellation);
    }

    private async Task<string?> WithdrawAsync(StepSession session, (string Release, Lease Lease) use, IReadOnlyList<HiddenState> objects, CancellationToken cancellation)
    {
        var (place, gap) = Source == HitSource.Log ? await new ServerLog(session, Time).EndAsync(cancellation) : default;
        await using var transaction = await HideTransaction.BeginAsync(session, use.Release, (use.Lease, settings), cancellation);
        if (transaction.Row is { State: HidingState.Hiding or HidingState.Hidden })
        {
            return null;
        }

        var start = new HidingStart(await transaction.FingerprintAsync(cancellation), place is null ? null : JsonSerializer.Serialize(place), gap);
        var hidden = new List<HiddenState>();
        foreach (var found in objects)
        {
            var (placed, refused) = await new RightsWithdrawal(session, found).RunAsync(cancellation);
            if (refused is not null)
            {
                return refused;
            }

            hidden.Add(placed);
        }

        await transaction.CommitAsync(HidingState.Hiding, hidden, start, cancellation);
        return null;
    }

    private async Task<HidingReport> RenameAllAsync(
        string release, (HidingState State, Lease Lease) end, Func<StepSession, HiddenState, CancellationToken, Task<HiddenState>> rename, CancellationToken cancellation)
    {
        var hides = rename == HiddenNames.HideAsync;
        for (; ; )
        {
            await using var session = await OpenAsync(cancellation);
            await using var transaction = await HideTransaction.BeginAsync(session, release, (end.Lease, settings), cancellation);
            var objects = transaction.Row?.Objects.ToList() ?? [];
            var next = objects.FindIndex(hidden => hides ? hidden is { Rename: true, IsRenamed: false } : hidden.IsRenamed);
            if (next >= 0)
            {
                objects[next] = await rename(session, objects[next], cancellation);
            }

            var isLast = !objects.Exists(hidden => hides ? hidden is { Rename: true, IsRenamed: false } : hidden.IsRenamed);
            if (next >= 0 || transaction.Row!.State != end.State)
            {
                await transaction.CommitAsync(isLast ? end.State : transaction.Row!.State, objects, null, cancellation);
            }

            if (isLast)
            {
                return new(true, string.Join(", ", objects.SelectMany(hidden => hidden.Shown()).Select(hidden => hidden.HiddenName is { } name ? $"{hidden.Identity} is called {name}" : hidden.Identity)));
            }
        }
    }

    private async Task<HidingReport> ShowOnceAsync(string release, CancellationToken cancellation)
    {
        await using (var session = await OpenAsync(cancellation))
        {
            if (await new HidingStore(session, release).FindAsync(cancellation) is not { State: HidingState.Hiding or HidingState.Hidden })
            {
                return new(true, "nothing is hidden");
            }
        }

        // Rights first: they need no lock that somebody could hold.
        var report = await ReturnRightsAsync(release, (HidingState.Shown, null), cancellation);
        for (; ; )
        {
            await using var session = await OpenAsync(cancellation);
            await using var transaction = await HideTransaction.BeginAsync(session, release, (null, settings), cancellation);
            var objects = transaction.Row?.Objects.ToList() ?? [];
            var next = objects.FindIndex(hidden => hidden.IsRenamed);
            if (next < 0)
            {
                return report;
            }

            objects[next] = await HiddenNames.ShowAsync(session, objects[next], cancellation);
            await transaction.CommitAsync(objects.Exists(hidden => hidden.IsRenamed) ? transaction.Row!.State : HidingState.Shown, objects, null, cancellation);
        }
    }

    private async Task<HidingReport> ReturnRightsAsync(string release, (HidingState State, Lease? Lease) end, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(cancellation);
        await using var transaction = await HideTransaction.BeginAsync(session, release, (end.Lease, settings), cancellation);
        var objects = new List<HiddenState>();
        var notes = new List<string>();
        foreach (var hidden in transaction.Row?.Objects ?? [])
        {
            if (await RightsWithdrawal.UndoAsync(session, hidden, cancellation) is { } note)
            {
                notes.Add(note);
            }

            objects.Add(hidden with { Saved = null, Placed = null });
        }

        var state = end.State == HidingState.Shown && objects.Exists(hidden => hidden.IsRenamed) ? transaction.Row!.State : end.State;
        if (transaction.Row is not null && (state != transaction.Row.State || transaction.Row.Objects.Any(hidden => hidden.Saved is not null)))
        {
            await transaction.CommitAsync(state, objects, null, cancellation);
        }

        return new(true, notes.Count == 0 ? "it is as it was" : string.Join("; ", notes));
    }

    private async Task<string?> ReadLogAsync(StepSession session, (HidingStore Store, HidingRow Row) of, LogPlace place, CancellationToken cancellation)
    {
        var log = new ServerLog(session, Time);
        var (lines, further, why) = await log.ReadAsync(place, cancellation);
        if (why is not null)
        {
            return why;
        }

        var lost = await log.LostAsync(place, cancellation);
        string[] grantees = [.. of.Row.Objects.Where(hidden => hidden.Saved is not null).SelectMany(hidden => hidden.Saved!.Lists).SelectMany(list => list.Entries).Select(entry => entry.Grantee ?? "").Distinct()];
        var bound = (await session.ReadAsync(Members, row => row.GetString(0), cancellation, (object)grantees)).ToHashSet(StringComparer.Ordinal);
        foreach (var hit in lines.Select(line => HitMatch.Of(line, of.Row.Objects, bound)).OfType<TombstoneHit>())
        {
            await of.Store.NoteHitAsync(hit, cancellation);
        }

        await of.Store.NotePlaceAsync(JsonSerializer.Serialize(further), lost, cancellation);
        return lost;
    }

    private async Task<HidingReport> RepeatAsync(Func<CancellationToken, Task<HidingReport>> attempt, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await attempt(cancellation);
            }
            catch (DatabaseException failure) when (IsPassing(failure))
            {
                if (tried >= settings.Attempts)
                {
                    return new(false, $"tried {tried} times: {StepRefusal.TextOf(failure)}");
                }
            }
            catch (DatabaseException refused) when (refused.SqlState is "MG001" or "MG002")
            {
                return new(false, StepRefusal.TextOf(refused));
            }

            // By chance, so that two who collide do not collide again.
            await Task.Delay(settings.Pause * Math.Pow(2, tried - 1) * (RandomNumberGenerator.GetInt32(500, 1500) / 1000.0), Time, cancellation);
        }
    }

    // Two that change the rights of one table, or an ANALYZE beside: "tuple concurrently updated", with no SQLSTATE of its own.
    private static bool IsPassing(DatabaseException failure) =>
        failure.SqlState is "MG003" || (failure.SqlState == "XX000" && failure.Message.Contains("concurrently", StringComparison.Ordinal)) || (failure.IsTransient && !failure.IsConnectionLost);
}
