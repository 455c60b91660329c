using MigrationGuard.TestKit.Metrics;

namespace MigrationGuard.Cli.Tests.Releases;

/// <summary>Releases that are watched by a real Prometheus and by SQL.</summary>
public sealed class BakeQueryTests
{
    private const string Stuck = """{ "name": "stuck orders", "sql": "SELECT count(*) FROM users WHERE handle = 'stuck'", "good": "== 0", "bad": "> 10" }""";

    private MetricsPage _page = null!;
    private PrometheusServer _prometheus = null!;
    private ReleaseFixture _shop = null!;

    [OneTimeSetUp]
    public async Task Launch()
    {
        _page = new();
        Traffic();
        _prometheus = await PrometheusServer.LaunchAsync(_page.Port);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _prometheus?.Dispose();
        await _page.DisposeAsync();
    }

    [SetUp]
    public void SetUp()
    {
        _shop = new ReleaseFixture(18);
        Traffic();
    }

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public void A_version_of_which_the_errors_grow_under_traffic_goes_back_by_itself_with_its_number_in_the_journal()
    {
        Configure(Errors, Stuck);
        _page.Set("requests_total{slot=\"green\",code=\"500\"}", 5, 20);
        var outcome = _shop.Tool("release", "run", "--version", "4.3.0");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error + outcome.Output);
        Assert.That(outcome.Output, Does.Contain("webshop-4.3.0 is rolled-back").And.Contain("rollback_seconds"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "history"), Does.Match(@"error rate is 0\.[12]\d*, which is > 0\.05; stuck orders 0"));
    }

    [Test]
    public void What_says_nothing_holds_the_release_for_a_person_who_lets_it_go_on()
    {
        Configure(Errors, """{ "name": "queue", "prometheus": "PROMETHEUS", "query": "sum(queue_depth{slot=\"{slot}\"})", "good": "< 100" }""");
        var outcome = _shop.Tool("release", "run", "--version", "4.3.0");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Held), outcome.Error + outcome.Output);
        Assert.That(outcome.Output, Does.Contain("queue has no value; error rate 0; ").And.Contain("release run --resume --reason TEXT"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("green"), "the new version keeps the traffic, the old one stays warm");

        _page.Set("queue_depth{slot=\"green\"}", 7);
        Task.Delay(TimeSpan.FromSeconds(2)).GetAwaiter().GetResult();
        _shop.Expect(ExitCode.Yes, "release", "run", "--resume", "--reason", "the queue is measured now");
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "history"), Does.Contain("error rate 0; queue 7; ").And.Contain("2 good windows in a row"));
    }

    [Test]
    public void What_could_never_be_answered_is_refused_before_the_traffic_moves()
    {
        Configure(Errors, """{ "name": "lost", "sql": "SELECT count(*) FROM lost", "good": "== 0" }""");
        Assert.That(_shop.Expect(ExitCode.Drift, "doctor"), Does.Contain("gate-query: lost: the database refuses the query: relation \"lost\" does not exist (42P01) (asked for blue, which has the traffic)"));
        _shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0", "--until", "verified");
        foreach (var command in new[] { "can-i switch", "release switch", "release switch --dry-run", "release run", "release run --resume --dry-run" })
        {
            var refused = _shop.Tool(command.Split(' '));
            Assert.That(refused.Code, Is.EqualTo(ExitCode.Usage), command);
            Assert.That(refused.Error, Does.Contain("gate.bake.queries could never be answered:\n  lost: the database refuses"), command);
        }

        Configure("""{ "name": "broken", "prometheus": "PROMETHEUS", "query": "sum(rate(", "good": "== 0" }""");
        Assert.That(_shop.Tool("can-i", "switch").Error, Does.Contain("broken: the query cannot be read"));
        Configure("""{ "name": "away", "prometheus": "http://127.0.0.1:1", "query": "vector(0)", "good": "== 0" }""");
        Assert.That(_shop.Expect(ExitCode.Dependency, "can-i", "switch"), Does.Contain("the bake would say nothing: away: it does not answer"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));

        Configure(Errors, Stuck);
        _shop.Expect(ExitCode.Yes, "can-i", "switch");
        Assert.That(_shop.Tool("doctor").Output, Does.Not.Contain("gate-"), "the expanded schema has what the query asks for");
    }

    [Test]
    public void A_variable_that_is_not_set_is_said_before_anything_begins()
    {
        Configure("""{ "name": "replica", "sql": "SELECT 1", "connectionVariable": "REPLICA", "good": "== 1" }""");
        Assert.That(_shop.Tool("release", "run", "--version", "4.3.0").Error, Does.Contain("gate.bake.queries: \"replica\": the environment variable REPLICA is not set"));
        Configure("""{ "name": "e", "prometheus": "PROMETHEUS", "query": "vector(0)", "tokenVariable": "METRICS_TOKEN", "good": "== 0" }""");
        Assert.That(_shop.Tool("release", "run", "--version", "4.3.0").Error, Does.Contain("the environment variable METRICS_TOKEN, with the token of query \"e\", is not set"));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "status"), Does.Contain("No release"));
        Assert.That(_shop.Tool("release", "rollback", "--reason", "x").Error, Does.Not.Contain("METRICS_TOKEN"), "going back needs none of it");
    }

    private static string Errors => """
        { "name": "error rate", "prometheus": "PROMETHEUS", "good": "< 0.01", "bad": "> 0.05",
          "query": "sum(rate(requests_total{slot=\"{slot}\",code=~\"5..\"}[{window}])) / sum(rate(requests_total{slot=\"{slot}\"}[{window}]))" }
        """;

    private void Traffic()
    {
        foreach (var slot in new[] { "blue", "green" })
        {
            _page.Set($"requests_total{{slot=\"{slot}\",code=\"200\"}}", 1000, 80);
            _page.Set($"requests_total{{slot=\"{slot}\",code=\"500\"}}", 5);
        }
    }

    private void Configure(params string[] queries) => _shop.Configure(
        ("\"bakeWindow\": \"150ms\"", "\"bakeWindow\": \"2500ms\""),
        ("\"minimumRequests\": 2", $"\"minimumRequests\": 2, \"queries\": [{string.Join(", ", queries).Replace("PROMETHEUS", _prometheus.Address.ToString(), StringComparison.Ordinal)}]"));
}
