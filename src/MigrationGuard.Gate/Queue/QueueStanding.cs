using MigrationGuard.Contracts;

namespace MigrationGuard.Gate.Queue;

/// <summary>What people said of one release's removal and what of it counts now.</summary>
public sealed class QueueStanding
{
    private readonly IReadOnlyList<ContractNote> _approvals;

    private QueueStanding(IReadOnlyList<ContractNote> notes)
    {
        Schedule = notes.LastOrDefault(note => note.Kind is ContractNoteKind.Schedule or ContractNoteKind.Unschedule) is { Kind: ContractNoteKind.Schedule } scheduled ? scheduled : null;
        Taken = notes.LastOrDefault(note => note.Kind is ContractNoteKind.Schedule or ContractNoteKind.Unschedule) is { Kind: ContractNoteKind.Unschedule } taken ? taken : null;
        Glass = notes.LastOrDefault(note => note.Kind == ContractNoteKind.BreakGlass);
        var begins = notes.LastOrDefault(note => note.Kind == ContractNoteKind.Unschedule)?.Number ?? 0;
        RestorePoint = notes.LastOrDefault(note => note.Number > begins && note.RestorePoint is not null);
        var revoked = notes.Where(note => note.Kind == ContractNoteKind.Revoke).ToArray();
        _approvals =
        [
            .. notes.Where(note => note.Kind == ContractNoteKind.Approve && note.Number > begins && !Array.Exists(revoked, back => back.Number > note.Number && (back.Other is null || IsSame(back.Other, note.Person))))
                .GroupBy(note => note.Person.Trim().ToUpperInvariant(), StringComparer.Ordinal).Select(same => same.Last()),
        ];
    }

    /// <summary>When it may go; null while it is not scheduled.</summary>
    public ContractNote? Schedule { get; }

    /// <summary>Why it was taken off the schedule; null while it is on it, and when it never was.</summary>
    public ContractNote? Taken { get; }

    /// <summary>The note with the newest restore point; null where there is none.</summary>
    public ContractNote? RestorePoint { get; }

    /// <summary>The newest broken glass.</summary>
    public ContractNote? Glass { get; }

    /// <summary>The approvals that were not taken back, of each person the newest.</summary>
    public IReadOnlyList<ContractNote> Approvals => _approvals;

    /// <summary>What counts of all notes of a release.</summary>
    public static QueueStanding Of(IEnumerable<ContractNote> notes, string release) => new([.. notes.Where(note => note.Release == release).OrderBy(note => note.Number)]);

    /// <summary>Whether two names are of one person.</summary>
    public static bool IsSame(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
