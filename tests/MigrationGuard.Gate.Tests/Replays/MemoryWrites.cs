using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Tests.Replays;

/// <summary>What sessions write, in memory.</summary>
internal sealed class MemoryWrites : IWriteActivity
{
    public long Transactions { get; set; }

    public string? Writing { get; set; }

    public int Sessions { get; set; } = 1;

    public bool IsVisible { get; set; } = true;

    public Task<WritesSeen> LookAsync(string applicationName, CancellationToken cancellation) =>
        Task.FromResult(new WritesSeen(Transactions, Sessions, applicationName == "webshop-green" && Writing is { } statement ? [statement] : [], IsVisible));
}
