namespace MigrationGuard.Gate.Tests.Routing.Nginx;

internal sealed class NginxReloadContractTests : RouterContract
{
    protected override RouterBed CreateBed() => new NginxReloadBed();
}
