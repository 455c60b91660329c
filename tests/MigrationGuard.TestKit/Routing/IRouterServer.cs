using System.Text.Json.Nodes;

namespace MigrationGuard.TestKit.Routing;

/// <summary>A real router on loopback, in front of two servers, with the configuration of docs/routers.md.</summary>
public interface IRouterServer : IDisposable
{
    /// <summary>Where clients come in.</summary>
    Uri FrontDoor { get; }

    /// <summary>The section <c>gate.router</c> that operates it, without the front door.</summary>
    JsonObject Section { get; }

    /// <summary>Whether what it keeps over a restart says a slot and a generation.</summary>
    bool Keeps(string slot, int generation);

    /// <summary>Starts it again after <see cref="Crash"/>.</summary>
    void Start();

    /// <summary>Ends it at once, as a crash does.</summary>
    void Crash();

    /// <summary>Has it read again what it keeps; returns when that has happened.</summary>
    void Reload();
}
