using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>A router with two applications behind it: version 4.2.0 in slot blue, which has the requests, and 4.3.0 in slot green.</summary>
internal abstract class RouterBed : IAsyncDisposable
{
    public SlotServer Blue { get; } = new("4.2.0");

    public SlotServer Green { get; } = new("4.3.0");

    /// <summary>Where clients come in.</summary>
    public abstract Uri FrontDoor { get; }

    /// <summary>Another gate in front of the same router.</summary>
    public abstract IRouter Connect();

    /// <summary>A gate that the router does not let in.</summary>
    public abstract IRouter ConnectDenied();

    /// <summary>A gate to which the router's answers come garbled.</summary>
    public abstract IRouter ConnectGarbled();

    /// <summary>Ends the router as a crash does.</summary>
    public abstract Task StopAsync();

    /// <summary>Starts it again.</summary>
    public abstract Task StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Blue.DisposeAsync();
        await Green.DisposeAsync();
        await EndAsync();
    }

    /// <summary>Leaves nothing behind.</summary>
    protected abstract Task EndAsync();
}
