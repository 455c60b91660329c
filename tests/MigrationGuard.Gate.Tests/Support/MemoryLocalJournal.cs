using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>The local journal as its port describes it, in memory.</summary>
internal sealed class MemoryLocalJournal(Deaths deaths) : ILocalJournal
{
    private readonly List<JournalNote> _pending = [];

    public LastKnown? Known { get; set; }

    public bool DiskRefuses { get; set; }

    public IReadOnlyList<JournalNote> Pending => _pending;

    public Task RememberAsync(LastKnown known, CancellationToken cancellation) => Do(() => Known = known);

    public Task<LastKnown?> RecallAsync(string? release, CancellationToken cancellation) => Do(() => Known?.Release.Id == release ? Known : null);

    public Task AppendAsync(JournalNote note, CancellationToken cancellation) => Do(() => deaths.Around(() =>
    {
        _pending.Add(note);
        return true;
    }));

    public Task<IReadOnlyList<JournalNote>> PendingAsync(string release, CancellationToken cancellation) => Do<IReadOnlyList<JournalNote>>(() => [.. _pending]);

    public Task SettleAsync(string release, CancellationToken cancellation) => Do(() => deaths.Around(() => _pending.RemoveAll(note => note.Release == release)));

    private Task<T> Do<T>(Func<T> work) => DiskRefuses ? Task.FromException<T>(new IOException("the disk is full")) : Task.FromResult(work());
}
