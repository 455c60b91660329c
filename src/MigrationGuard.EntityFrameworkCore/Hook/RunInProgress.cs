using System.Runtime.ExceptionServices;
using MigrationGuard.EntityFrameworkCore.Collecting;
using MigrationGuard.Migrations;

namespace MigrationGuard.EntityFrameworkCore.Hook;

/// <summary>The guarded run of a context, as far as it has come.</summary>
internal sealed class RunInProgress
{
    private readonly Dictionary<string, MigrationId> _judged = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<MigrationId> _applied = [];

    /// <summary>Whether a judged run is at work; commands of another one are none of the guard's business.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What was applied and committed.</summary>
    public IReadOnlyList<MigrationId> Applied => _applied;

    /// <summary>Whether the caller's transaction holds what was applied: nobody can tell yet whether it stays.</summary>
    public bool IsUncommitted { get; private set; }

    /// <summary>The error of a migration of which a part was committed; run again it would not begin where it stopped.</summary>
    public ExceptionDispatchInfo? Torn { get; private set; }

    /// <summary>Begins a run of what was judged.</summary>
    public void Begin(IEnumerable<PendingStep> judged)
    {
        _applied.Clear();
        _judged.Clear();
        foreach (var step in judged)
        {
            _judged[step.Id] = step.Name;
        }

        (IsRunning, IsUncommitted, Torn) = (true, false, null);
    }

    /// <summary>Ends it.</summary>
    public void End() => IsRunning = false;

    /// <summary>Makes sure that a migration is among those that were judged.</summary>
    /// <exception cref="InvalidOperationException">It is not: the history changed while the run was judged.</exception>
    public void Expect(string migration)
    {
        if (!_judged.ContainsKey(migration))
        {
            throw new InvalidOperationException($"{migration} was not pending when the run was judged: somebody else migrates this database without guard. Nothing of it was run; try again.");
        }
    }

    /// <summary>Notes that a migration is through, if need be by a retry of EF Core's own, which goes on behind what is committed.</summary>
    public void Done(string migration, bool isCommitted)
    {
        Torn = null;
        if (isCommitted && !_applied.Contains(_judged[migration]))
        {
            _applied.Add(_judged[migration]);
        }

        IsUncommitted |= !isCommitted;
    }

    /// <summary>Notes that a migration failed behind a part of it that is committed.</summary>
    public void Tear(Exception exception) => Torn = ExceptionDispatchInfo.Capture(exception);
}
