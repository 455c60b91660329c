namespace MigrationGuard.Gate.Tests.Routing;

internal sealed class WebhookContractTests : RouterContract
{
    protected override RouterBed CreateBed() => new WebhookBed();
}
