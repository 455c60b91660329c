using MigrationGuard.Acceptance.Tests.Support;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>Acceptance 2: two pipelines at once, and one that was planned on an older release.</summary>
[TestFixture(15, RouterKind.HaProxy)]
[TestFixture(18, RouterKind.Nginx)]
[TestFixture(15, RouterKind.Caddy)]
public sealed class PipelineTests(int major, RouterKind router)
{
    private static readonly string[] Waiting = ["release", "run", "--wait", "1m"];

    [Test]
    public async Task Of_two_at_once_one_wins_and_the_other_is_told_who()
    {
        await using var shop = Shop.Open(major, router);
        var ends = await BothAsync(shop, ["release", "run"]);
        Assert.That(ends.Select(end => end.Code), Is.EquivalentTo(new[] { 0, 5 }), ends[0].Error + ends[1].Error);
        ends.Single(end => end.Code == 5).Says("is at it since");
        Assert.That(await shop.AnswersAsync(), Is.EqualTo("4.3.0"));
    }

    [Test]
    public async Task Of_two_that_wait_both_find_it_switched()
    {
        await using var shop = Shop.Open(major, router);
        var ends = await BothAsync(shop, Waiting);
        Assert.That(ends.Select(end => end.Code), Is.All.Zero, ends[0].Error + ends[1].Error);
        Assert.That(shop.Router.Keeps("green", 1));
    }

    [Test]
    public async Task What_was_planned_on_an_older_release_is_refused()
    {
        await using var shop = Shop.Open(major, router);
        (await shop.RunAsync("release", "run")).Exited(0);
        await shop.RetireAsync();
        shop.Publish("4.4.0");
        var end = await shop.RunAsync("release", "run", "--version", "4.4.0", "--base", "none");
        end.Exited(8).Says("webshop-4.3.0", "plan it again");
        Assert.That(await shop.AnswersAsync(), Is.EqualTo("4.3.0"));
    }

    private static async Task<ToolEnd[]> BothAsync(Shop shop, string[] command)
    {
        using var one = shop.Start(command);
        using var other = shop.Start(command);
        return await Task.WhenAll(one.EndAsync(), other.EndAsync());
    }
}
