namespace MigrationGuard.Gate.Running;

/// <summary>Takes evidence of some kinds.</summary>
public interface IEvidenceSource
{
    /// <summary>The kinds that it takes.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>
    /// Takes it, for the old and the new version and, where the kind is <c>proof</c>, for every other live one. What could not be taken to the end is
    /// <c>Unknown</c> or left out, never a pass.
    /// </summary>
    /// <exception cref="Servers.DatabaseException">The server is lost.</exception>
    Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation);
}
