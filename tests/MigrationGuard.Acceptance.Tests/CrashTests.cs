using System.Diagnostics;
using MigrationGuard.Acceptance.Tests.Support;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>Acceptance 4: a new version that dies behind the switch.</summary>
[TestFixture(15, RouterKind.HaProxy)]
[TestFixture(18, RouterKind.HaProxy)]
[TestFixture(15, RouterKind.Nginx)]
[TestFixture(18, RouterKind.Nginx)]
[TestFixture(15, RouterKind.Caddy)]
[TestFixture(18, RouterKind.Caddy)]
public sealed class CrashTests(int major, RouterKind router)
{
    [Test]
    public async Task A_new_version_that_dies_is_left_within_two_seconds()
    {
        await using var shop = Shop.Open(major, router);
        shop.Configure(gate => gate["policy"]!["bakeWindows"] = 100);
        using var tool = shop.Start("release", "run");
        await shop.UntilAsync("4.3.0");
        await shop.New.DisposeAsync();
        var watch = Stopwatch.StartNew();
        await shop.UntilAsync("4.2.0");
        var took = watch.Elapsed;
        (await tool.EndAsync()).Exited(1).Says("4.2.0", "rollback_seconds");
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(2)), (await shop.RunAsync("release", "history")).Output);
    }
}
