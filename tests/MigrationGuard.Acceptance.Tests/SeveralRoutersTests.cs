using System.Diagnostics;
using MigrationGuard.Acceptance.Tests.Support;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>Acceptance 11: several routers of which half do not answer.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class SeveralRoutersTests(int major)
{
    private Shop _shop = null!;

    [SetUp]
    public void SetUp() => _shop = Shop.Open(major);

    [TearDown]
    public async Task TearDown() => await _shop.DisposeAsync();

    [Test]
    public async Task Half_of_them_down_before_in_the_middle_of_and_after_a_switch_the_others_are_back_in_bounded_time()
    {
        using var edges = new Edges(_shop, 4);
        (await _shop.RunAsync("release", "run", "--until", "verified")).Exited(0);
        edges.Stop(2, 3);
        (await _shop.RunAsync("release", "switch")).Exited(6).Says("edge-3 does not say where it is", "edge-4 does not say where it is");
        Assert.That(edges.AllStored, Is.All.EqualTo("be_blue"), "nothing moved");

        edges.Start(2, 3);
        using (var tool = await InTheMiddleAsync(edges, 2, 3))
        {
            var watch = Stopwatch.StartNew();
            await edges.UntilAsync(0, "4.2.0");
            TestContext.Out.WriteLine($"back after {watch.Elapsed.TotalSeconds:0.00} s of 3 s");
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(8)));
            (await tool.EndAsync()).Exited(7).Says("edge-3 does not say where it is", "edge-1 is on blue at generation 2");
        }

        (await _shop.RunAsync("release", "status")).Says("edge-2  on blue, generation 2, seen", "edge-3  nobody listens", "edge-4  nobody listens");
        edges.Start(2, 3);
        (await _shop.RunAsync("release", "rollback", "--reason", "tried")).Exited(0);
        Assert.That(edges.AllStored, Is.All.EqualTo("be_blue@2"));

        (await _shop.RunAsync("release", "run", "--version", "4.3.0")).Exited(0);
        Assert.That(edges.AllStored, Is.All.EqualTo("be_green@3"));
        edges.Stop(0, 1);
        (await _shop.RunAsync("release", "rollback", "--reason", "tried")).Exited(7).Says("edge-1 does not say where it is", "edge-3 is on blue at generation 4");
        Assert.That((await edges.AnswersAsync(2), await edges.AnswersAsync(3)), Is.EqualTo(("4.2.0", "4.2.0")));

        edges.Start(0, 1);
        Assert.That(await edges.AnswersAsync(0), Is.EqualTo("4.3.0"), "it came back where it was");
        (await _shop.RunAsync("release", "rollback", "--reason", "tried")).Exited(0);
        Assert.That(edges.AllStored, Is.All.EqualTo("be_blue@4"), "found and moved");
        Assert.That(await edges.AnswersAsync(0), Is.EqualTo("4.2.0"));
    }

    [Test]
    public async Task Killed_when_one_of_two_has_moved_the_next_run_ends_in_one_generation()
    {
        using var edges = new Edges(_shop, 2);
        edges.Configure(_shop, "60s", "10s");
        using (var locked = edges.Lock(1))
        using (var tool = _shop.Start("release", "run"))
        {
            await edges.UntilStoredAsync(0, "be_green@1");
            tool.Kill();
            await tool.EndAsync();
        }

        Assert.That(edges.AllStored, Is.EqualTo(new[] { "be_green@1", "be_blue" }), "mixed");
        (await _shop.RunAsync("release", "run", "--resume", "--wait", "30s")).Exited(0);
        Assert.That(edges.AllStored, Is.All.EqualTo("be_green@1"));
        Assert.That((await edges.AnswersAsync(0), await edges.AnswersAsync(1)), Is.EqualTo(("4.3.0", "4.3.0")));
    }

    // Some are kept from moving until the others have, and then they are gone.
    private async Task<Tool> InTheMiddleAsync(Edges edges, params int[] gone)
    {
        using var locked = edges.Lock(gone);
        var tool = _shop.Start("release", "switch");
        await edges.UntilStoredAsync(0, "be_green@1");
        edges.Stop(gone);
        return tool;
    }
}
