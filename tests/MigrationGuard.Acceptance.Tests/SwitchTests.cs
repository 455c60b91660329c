using System.Diagnostics;
using System.Text.Json.Nodes;
using MigrationGuard.Acceptance.Tests.Support;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Acceptance.Tests;

/// <summary>Acceptance 3, 5 and 6: drift, a new version that fails, evidence that was cancelled, a router that restarts.</summary>
[TestFixture(15, RouterKind.HaProxy)]
[TestFixture(18, RouterKind.Nginx)]
[TestFixture(15, RouterKind.Caddy)]
public sealed class SwitchTests(int major, RouterKind router)
{
    private Shop _shop = null!;

    [SetUp]
    public void SetUp() => _shop = Shop.Open(major, router);

    [TearDown]
    public async Task TearDown() => await _shop.DisposeAsync();

    [Test]
    public async Task A_schema_that_changed_behind_the_evidence_stops_the_switch()
    {
        (await _shop.RunAsync("release", "run", "--until", "verified")).Exited(0);
        _shop.Database.Execute("ALTER TABLE users ADD COLUMN drift integer");
        (await _shop.RunAsync("can-i", "switch")).Exited(4);
        (await _shop.RunAsync("release", "switch")).Exited(4);
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.2.0"));
    }

    [Test]
    public async Task A_new_version_that_fails_its_customers_is_left()
    {
        _shop.Configure(gate => gate["policy"]!["bakeWindows"] = 100);
        using var tool = _shop.Start("release", "run");
        await _shop.UntilAsync("4.3.0");
        _shop.New.Break("42703");
        (await tool.EndAsync()).Exited(1).Says("orders");
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.2.0"));
        _shop.New.Break(null);
        (await _shop.RunAsync("release", "status")).Says("rolled-back");
    }

    [Test]
    public async Task Evidence_that_was_cancelled_is_unknown()
    {
        Suite("touch began; sleep 5");
        using (var tool = _shop.Start("release", "run", "--until", "verified"))
        {
            await BeganAsync();
            tool.Interrupt();
            Assert.That((await tool.EndAsync()).Code, Is.Not.Zero);
        }

        (await _shop.RunAsync("can-i", "switch")).Exited(2);
        (await _shop.RunAsync("release", "switch", "--wait", "10s")).Exited(2);
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.2.0"));
    }

    [Test]
    public async Task Evidence_that_is_cut_off_is_unknown()
    {
        Suite("printf '<testsuites><testsuite name=\"a\" tests=\"1\"><testcase name=\"b\"/>' > results.xml");
        (await _shop.RunAsync("release", "run")).Exited(2).Says("suite:checkout");
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.2.0"));
    }

    [Test]
    public async Task After_the_router_restarted_the_new_version_answers()
    {
        (await _shop.RunAsync("release", "run")).Exited(0);
        _shop.Router.Crash();
        (await _shop.RunAsync("can-i", "rollback")).Exited(6);
        _shop.Router.Start();
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.3.0"));
        _shop.Router.Reload();
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.3.0"));
        (await _shop.RunAsync("release", "rollback", "--reason", "tried")).Exited(0).Says("rollback_seconds");
        _shop.Router.Crash();
        _shop.Router.Start();
        Assert.That(await _shop.AnswersAsync(), Is.EqualTo("4.2.0"));
    }

    private void Suite(string command) => _shop.Configure(gate =>
    {
        gate["suites"] = new JsonArray(new JsonObject { ["name"] = "checkout", ["command"] = command, ["results"] = "results.xml", ["timeout"] = "1m" });
        gate["policy"]!["requiredEvidence"] = new JsonArray("proof", "http:orders", "suite:checkout");
    });

    private async Task BeganAsync()
    {
        for (var watch = Stopwatch.StartNew(); !File.Exists(Path.Combine(_shop.Folder, "began")); await Task.Delay(20))
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)), "the suite does not begin");
        }
    }
}
