using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Flags;
using MigrationGuard.TestKit.Http;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>A real router that tests a file.</summary>
internal abstract class FlagBed<TServer>(Func<int, int, TServer> launch) : ServerBed<TServer>(launch)
    where TServer : IRouterServer
{
    public abstract FlagSettings Settings { get; }

    public override IRouter Connect() => new FlagRouter(Settings);

    public override IRouter ConnectDenied() => Faked(new SmallResponse(403, "Forbidden"));

    public override IRouter ConnectGarbled() => Faked(new SmallResponse(200, "<html> no words"));

    /// <summary>A router of which the status always says the same.</summary>
    public FlagRouter Faked(SmallResponse answer) => new(Settings with { Status = Saying(answer) });
}
