namespace MigrationGuard.Gate.Tests.Routing.Kubernetes;

internal sealed class ServiceContractTests : RouterContract
{
    // Each is a dozen processes.
    protected override int Gates => 3;

    protected override RouterBed CreateBed() => new ServiceBed();
}
