namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

internal sealed class HaProxyContractTests : RouterContract
{
    protected override RouterBed CreateBed() => new HaProxyBed();
}
