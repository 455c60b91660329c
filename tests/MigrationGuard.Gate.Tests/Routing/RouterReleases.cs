using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>Releases of which only the router is real.</summary>
internal static class RouterReleases
{
    /// <summary>A process of the gate.</summary>
    public static ReleaseRunner Runner(World world, IRouter router) => new(
        new ReleaseMeans
        {
            Ledger = world.Ledger,
            Local = world.Local,
            Router = router,
            Expansion = world.Steps,
            Evidence = [world.Watch],
            Bake = world.Watch,
            OldVersion = world.Watch,
            Contraction = world.Steps,
            Time = world.Time,
        },
        // The clock jumps and a router does not: no patience would be long enough.
        world.Policy with { FrontDoorPatience = TimeSpan.Zero, DrainDeadline = TimeSpan.FromMilliseconds(100) });
}
