using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Watching.Queries;
using MigrationGuard.TestKit.Metrics;

namespace MigrationGuard.Gate.Tests.Watching.Queries;

/// <summary>A real Prometheus that looks at a page of ours every second.</summary>
public sealed class PrometheusTests
{
    private static readonly HttpClient Client = new();
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    private MetricsPage _page = null!;
    private PrometheusServer _server = null!;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        _page = new();
        foreach (var (slot, failures) in new[] { ("blue", 0), ("green", 20) })
        {
            _page.Set($"requests_total{{slot=\"{slot}\",code=\"200\"}}", 1000, 80);
            _page.Set($"requests_total{{slot=\"{slot}\",code=\"500\"}}", 5, failures);
            _page.Set($"queue_depth{{slot=\"{slot}\",shard=\"1\"}}", 3);
            _page.Set($"queue_depth{{slot=\"{slot}\",shard=\"2\"}}", 4);
        }

        _server = await PrometheusServer.LaunchAsync(_page.Port);
        await Task.Delay(Window - TimeSpan.FromSeconds(1));
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        _server?.Dispose();
        await _page.DisposeAsync();
    }

    [TestCase("green", BakeReading.Bad)]
    [TestCase("blue", BakeReading.Good)]
    public async Task The_share_of_errors_of_a_slot_is_measured(string slot, BakeReading reading)
    {
        const string share = """sum(rate(requests_total{slot="{slot}",code=~"5.."}[{window}])) / sum(rate(requests_total{slot="{slot}"}[{window}]))""";
        var result = await Judge(Query(share, "< 0.01") with { Bad = new(">", 0.1) }, slot);
        Assert.That((result.Reading, result.Why), Is.EqualTo((reading, slot == "green" ? "it is 0.2, which is > 0.1" : "it 0")));
    }

    [Test]
    public async Task The_new_version_can_be_compared_with_the_old_one_and_nothing_divides_nothing()
    {
        const string more = """sum(rate(requests_total{slot="{slot}",code="500"}[{window}])) - sum(rate(requests_total{slot="{otherSlot}",code="500"}[{window}]))""";
        Assert.That((await Ask(Query(more, "< 1"), "green")).ToString(), Does.Match(@"Value = (19\.9|20)"));
        const string times = """sum(rate(requests_total{slot="{slot}",code="500"}[{window}])) / sum(rate(requests_total{slot="{otherSlot}",code="500"}[{window}]))""";
        Assert.That(await Ask(Query(times, "< 1"), "green"), Is.EqualTo(new QueryAnswer.Unclear("it is +Inf: something was divided by nothing")));
        Assert.That(await Ask(Query("0 / vector(0)", "< 1"), "green"), Is.EqualTo(new QueryAnswer.Unclear("it is NaN: nothing was divided by nothing")));
    }

    [TestCase("scalar(vector(7))", "Number { Value = 7 }")]
    [TestCase("sum(queue_depth{slot=\"{slot}\"})", "Number { Value = 7 }")]
    [TestCase("queue_depth{slot=\"{slot}\"}", "it has 2 values, {\"__name__\":\"queue_depth\"")]
    [TestCase("queue_depth{slot=\"red\"}", "Empty { }")]
    [TestCase("requests_total[30s]", "Wrong { Why = the query selects a range;")]
    [TestCase("\"text\"", "Wrong { Why = the query is a text and no number")]
    [TestCase("sum(queue_depth", "Wrong { Why = the query cannot be read: invalid parameter \"query\": 1:")]
    [TestCase("queue_depth / ignoring (shard) queue_depth", "Unclear { Why = the query failed: found duplicate series")]
    public async Task Every_form_of_answer_is_read(string query, string answer) => Assert.That((await Ask(Query(query, "< 1"), "green")).ToString(), Does.Contain(answer));

    [Test]
    public async Task No_value_is_good_only_where_it_is_said_and_where_the_server_looks_often_enough()
    {
        var none = Query("sum(rate(requests_total{slot=\"{slot}\",code=\"418\"}[{window}]))", "== 0");
        Assert.That((await Judge(none, "green")).Reading, Is.EqualTo(BakeReading.Inconclusive));
        none = none with { EmptyIs = EmptyMeans.Good };
        Assert.That((await Judge(none, "green")).Reading, Is.EqualTo(BakeReading.Good));
        var brief = new QueryValues(("green", ""), ("blue", ""), TimeSpan.FromMilliseconds(300));
        Assert.That(await Asker().AskAsync(none, brief, default), Is.InstanceOf<QueryAnswer.Unclear>().With.Property("Why").Contains("has scraped nothing twice within the window"));
    }

    [Test]
    public async Task A_sample_that_is_older_than_the_window_says_nothing()
    {
        var window = TimeSpan.FromMilliseconds(1);
        var answer = await Asker().AskAsync(Query("sum(queue_depth)", "< 1"), new(("green", ""), ("blue", ""), window), default);
        Assert.That(answer, Is.InstanceOf<QueryAnswer.Unclear>().With.Property("Why").Match(@"^a sample of queue_depth is \d(\.\d)? s old, older than the window of 0.001 s$"));
    }

    [Test]
    public async Task A_window_measures_all_queries_when_it_is_over()
    {
        var queries = new[] { Query("sum(queue_depth{slot=\"{slot}\"})", "< 10") with { Name = "queue" }, Query("vector(1)", "> 2") with { Name = "two" } };
        var begun = TimeProvider.System.GetTimestamp();
        var result = await new QueryBake(queries, Asker(), TimeProvider.System).MeasureAsync(World.Release, TimeSpan.FromSeconds(2), default);
        Assert.That(result, Is.EqualTo(new BakeResult(BakeReading.Bad, "two is 1, not > 2; queue 7")));
        Assert.That(TimeProvider.System.GetElapsedTime(begun), Is.GreaterThan(TimeSpan.FromSeconds(1.9)));
    }

    private static QueryAsker Asker() => new(new() { Client = Client, Variable = _ => null, Database = _ => throw new InvalidOperationException(), Time = TimeProvider.System });

    private BakeQuery Query(string query, string good) => new("it", new QuerySource.Prometheus(_server.Address, query), Comparison.Read(good)!);

    private static Task<QueryAnswer> Ask(BakeQuery query, string slot) => Asker().AskAsync(query, new((slot, "4.3.0"), (slot == "green" ? "blue" : "green", "4.2.0"), Window), default);

    private static async Task<BakeResult> Judge(BakeQuery query, string slot) => QueryBake.Judge(query, await Ask(query, slot));
}
