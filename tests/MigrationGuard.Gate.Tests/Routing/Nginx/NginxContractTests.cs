namespace MigrationGuard.Gate.Tests.Routing.Nginx;

internal sealed class NginxContractTests : RouterContract
{
    protected override RouterBed CreateBed() => new NginxBed();
}
