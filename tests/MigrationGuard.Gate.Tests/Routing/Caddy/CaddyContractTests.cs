namespace MigrationGuard.Gate.Tests.Routing.Caddy;

internal sealed class CaddyContractTests : RouterContract
{
    protected override RouterBed CreateBed() => new CaddyBed();
}
