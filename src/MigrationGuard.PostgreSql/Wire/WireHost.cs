using System.Collections.Concurrent;
using MigrationGuard.Recordings;

namespace MigrationGuard.Postgres.Wire;

/// <summary>What all connections of a recorder share.</summary>
/// <param name="Options">Where it listens and where the server is.</param>
/// <param name="Dialer">Connects to the server.</param>
/// <param name="Recording">Takes what was seen.</param>
internal sealed record WireHost(WireRecorderOptions Options, ServerDialer Dialer, WireRecording Recording)
{
    private readonly ConcurrentDictionary<WireConnection, bool> _connections = new();

    /// <summary>The connections that are open.</summary>
    public ICollection<WireConnection> Connections => _connections.Keys;

    /// <summary>Whether there are not too many.</summary>
    public bool HasRoom => _connections.Count <= Options.Connections;

    /// <summary>A connection begins.</summary>
    public void Entered(WireConnection connection) => _connections[connection] = true;

    /// <summary>A connection has ended.</summary>
    public void Left(WireConnection connection) => _connections.TryRemove(connection, out _);
}
