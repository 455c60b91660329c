using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Withdraws the rights on an object, in an open transaction, after it has seen there that they can be given back.</summary>
internal sealed class RightsWithdrawal(StepSession session, HiddenState of)
{
    /// <summary>The object with the rights of before and those that are left, or why they stay; then the transaction has to end.</summary>
    public async Task<(HiddenState Hidden, string? Refused)> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return await TryAsync(cancellation);
        }
        catch (DatabaseException refused) when (refused.SqlState == "42501")
        {
            return (of, $"{of.Schema}.{of.Name} cannot be hidden: its rights have to be withdrawn and given back in the names of its owner and of those who gave them: {refused.Message}");
        }
    }

    /// <summary>Gives the rights back that were withdrawn; says what somebody has changed meanwhile, which stands.</summary>
    public static async Task<string?> UndoAsync(StepSession session, HiddenState hidden, CancellationToken cancellation)
    {
        if (hidden is not { Saved: { } saved, Placed: { } placed } || await AclReader.ReadAsync(session, hidden, cancellation) is not { } now)
        {
            return null;
        }

        var goal = saved.Returned(placed, now);
        await new AclWriter(session, hidden).SetAsync(goal, cancellation);
        return goal.Lists.All(list => ReferenceEquals(list, saved.Of(list.Column))) ? null : $"rights on {hidden.Schema}.{hidden.Name} that were changed while it was hidden stay changed";
    }

    private async Task<(HiddenState Hidden, string? Refused)> TryAsync(CancellationToken cancellation)
    {
        if (await AclReader.ReadAsync(session, of, cancellation) is not { } saved)
        {
            return (of, null);
        }

        var goal = of.Columns.Count == 0 ? saved.Withdrawn() : saved.WithdrawnFrom([.. of.Columns.Select(column => column.Number)]);
        var writer = new AclWriter(session, of);
        await writer.SetAsync(goal, cancellation);
        var placed = (await AclReader.ReadAsync(session, of, cancellation))!;
        if (!Same(goal, placed))
        {
            return (of, $"{of.Schema}.{of.Name} cannot be hidden: its rights can only be withdrawn by its owner {saved.Owner}, with the roles that gave them");
        }

        await session.RunAsync("SAVEPOINT migrationguard_back", cancellation);
        await writer.SetAsync(saved, cancellation);
        var back = (await AclReader.ReadAsync(session, of, cancellation))!;
        await session.RunAsync("ROLLBACK TO SAVEPOINT migrationguard_back", cancellation);
        return Same(saved, back)
            ? (of with { Saved = saved, Placed = placed, Note = saved.Lists.All(list => list.Text == back.Of(list.Column)?.Text) ? of.Note : Joined(of.Note, "its rights come back the same, but written in another order") }, null)
            : (of, $"{of.Schema}.{of.Name} cannot be hidden: its rights could not be given back as they are");
    }

    private static bool Same(ObjectAcl one, ObjectAcl other) => one.Lists.All(list => other.Of(list.Column)?.Meaning == list.Meaning);

    private static string Joined(string? note, string further) => note is null ? further : $"{note}; {further}";
}
