namespace MigrationGuard.Gate.Tests.Routing.Caddy;

internal sealed class CaddyFlagsContractTests : RouterContract
{
    protected override RouterBed CreateBed() => new CaddyFlagsBed();
}
