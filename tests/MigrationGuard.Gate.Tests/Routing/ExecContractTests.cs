namespace MigrationGuard.Gate.Tests.Routing;

internal sealed class ExecContractTests : RouterContract
{
    protected override RouterBed CreateBed() => new ExecBed();
}
