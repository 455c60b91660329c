namespace MigrationGuard.Presence;

/// <summary>What a process of an application asks of its database; disposing closes the connections.</summary>
/// <param name="Presence">Where it says that it runs.</param>
/// <param name="Proof">What says whether its version works.</param>
/// <param name="Source">What is disposed with it.</param>
public sealed record AppConnection(IPresence Presence, IOwnProof Proof, IAsyncDisposable Source) : IAsyncDisposable
{
    /// <inheritdoc />
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
