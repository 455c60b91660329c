using System.Diagnostics;
using System.Net;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Gate.Watching;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Gate.Tests.Watching;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProbeBakeTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    private readonly MemoryActivity _activity = new();
    private Func<SmallRequest, TestAnswer> _own = _ => new("4.3.0");
    private Func<SmallRequest, TestAnswer> _front = _ => new("4.3.0");
    private Func<ProbeBakeSettings, ProbeBakeSettings> _change = settings => settings;

    [Test]
    public async Task A_version_that_answers_is_good_and_its_numbers_are_told()
    {
        var result = await Measure();
        Assert.That(result.Reading, Is.EqualTo(BakeReading.Good));
        Assert.That(result.Why, Does.Match(@"^\d+ requests, 0 failed, 95 % within \d+ ms; the database counted 0 rollbacks and 0 commits of all applications$"));
    }

    [Test]
    public async Task A_version_that_does_not_answer_is_bad_long_before_the_window_ends()
    {
        var time = Stopwatch.StartNew();
        var result = await Bake(TestDoor.Closed(), null).MeasureAsync(World.Release, TimeSpan.FromMinutes(5), default);
        Assert.That(result.Reading, Is.EqualTo(BakeReading.Bad));
        Assert.That(result.Why, Does.StartWith("the new version does not answer: http://127.0.0.1:"));
        Assert.That(time.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task A_version_that_does_not_answer_is_bad_even_when_the_database_does_not_either()
    {
        _activity.Down = true;
        Assert.That((await Bake(TestDoor.Closed(), null).MeasureAsync(World.Release, Window, default)).Reading, Is.EqualTo(BakeReading.Bad));
    }

    [Test]
    public async Task Server_errors_at_the_front_door_are_bad_as_soon_as_they_are_too_many()
    {
        _front = _ => new("4.3.0", 503);
        var time = Stopwatch.StartNew();
        var result = await Measure(TimeSpan.FromMinutes(5));
        Assert.That(result.Reading, Is.EqualTo(BakeReading.Bad));
        Assert.That(result.Why, Does.StartWith("too many requests failed").And.Contain("/orders/1 answered 503"));
        Assert.That(time.Elapsed, Is.LessThan(TimeSpan.FromMinutes(4)));
    }

    [Test]
    public async Task A_few_failures_are_allowed_where_that_is_configured()
    {
        var requests = 0;
        _own = _ => new("4.3.0", requests++ == 2 ? 500 : 200);
        _change = settings => settings with { FailureShare = 0.5, FrontDoor = null };
        Assert.That((await Measure()).Reading, Is.EqualTo(BakeReading.Good));
    }

    [Test]
    public async Task Failures_while_the_database_is_gone_are_nobodys_fault_yet()
    {
        _activity.Down = true;
        _own = _ => new("4.3.0", 500);
        var result = await Measure();
        Assert.That((result.Reading, result.Why.Split(';')[0]), Is.EqualTo((BakeReading.Inconclusive, "the database does not answer: connection refused")));
    }

    [Test]
    public async Task Good_answers_without_the_database_are_inconclusive()
    {
        _activity.Down = true;
        Assert.That((await Measure()).Reading, Is.EqualTo(BakeReading.Inconclusive));
    }

    [TestCase("42703", BakeReading.Bad)]
    [TestCase("40001, 23502", BakeReading.Bad)]
    [TestCase("40001", BakeReading.Good)]
    public async Task A_watched_database_error_that_an_answer_names_is_bad_at_once(string states, BakeReading reading)
    {
        _own = _ => new("4.3.0") { Headers = new Dictionary<string, string> { ["X-Sql-State"] = states } };
        var result = await Measure(reading == BakeReading.Bad ? TimeSpan.FromMinutes(5) : Window);
        Assert.That(result.Reading, Is.EqualTo(reading));
        Assert.That(result.Why, Does.Contain("database errors " + states.Split(' ')[^1]));
    }

    [Test]
    public async Task A_database_error_in_a_body_is_found_by_a_pattern()
    {
        _own = _ => new("4.3.0", 200, """{ "sqlState": "42P01" }""");
        Assert.That((await Measure()).Reading, Is.EqualTo(BakeReading.Good));
        _change = settings => settings with { SqlStatePattern = "\"sqlState\": \"(?<state>[0-9A-Z]{5})\"" };
        Assert.That((await Measure()).Why, Does.StartWith("the new version meets database error 42P01"));
    }

    [Test]
    public async Task Database_errors_that_the_application_counts_are_bad_when_they_grow()
    {
        _change = Counting;
        _own = Counter(count => $"sql_errors_total{{state=\"42703\"}} {count * 2}\nsql_errors_total{{state=\"40001\"}} {count}");
        var result = await Measure();
        Assert.That((result.Reading, result.Why.Split(';')[0]), Is.EqualTo((BakeReading.Bad, "the new version counts database errors 42703 × 2")));
    }

    [Test]
    public async Task Database_errors_that_were_counted_before_are_not_of_this_window()
    {
        _change = Counting;
        _own = Counter(_ => "sql_errors_total{state=\"42703\"} 7\nsql_errors_total{state=\"00000\"} 0");
        Assert.That((await Measure()).Reading, Is.EqualTo(BakeReading.Good));
    }

    [Test]
    public async Task A_counter_that_went_down_counts_from_zero()
    {
        _change = Counting;
        _own = Counter(count => $"sql_errors_total{{state=\"42703\"}} {(count == 1 ? 7 : 3)}");
        Assert.That((await Measure()).Why, Does.StartWith("the new version counts database errors 42703 × 3"));
    }

    [TestCase("no number at all", 200, "the pattern finds no count")]
    [TestCase("sql_errors_total{state=\"00000\"} 0", 404, "answered 404")]
    public async Task A_counter_that_cannot_be_read_is_inconclusive(string page, int status, string why)
    {
        _change = Counting;
        _own = request => request.Path == "/metrics" ? new(null, status, page) : new("4.3.0");
        var result = await Measure();
        Assert.That(result.Reading, Is.EqualTo(BakeReading.Inconclusive));
        Assert.That(result.Why, Does.StartWith("the error counter").Or.StartWith("the pattern").And.Contain(why));
    }

    [Test]
    public async Task Slow_answers_are_bad_where_a_limit_is_configured()
    {
        _own = _ => new("4.3.0") { Delay = TimeSpan.FromMilliseconds(60) };
        Assert.That((await Measure()).Reading, Is.EqualTo(BakeReading.Good));
        _change = settings => settings with { Latency = TimeSpan.FromMilliseconds(40) };
        Assert.That((await Measure()).Why, Does.StartWith("5 % of the answers took longer than 40 ms"));
    }

    [Test]
    public async Task Another_version_behind_the_front_door_is_inconclusive()
    {
        _front = _ => new("4.2.0");
        var result = await Measure();
        Assert.That(result.Reading, Is.EqualTo(BakeReading.Inconclusive));
        Assert.That(result.Why, Does.Match("^it is not the new version that is measured: http://127.0.0.1:[0-9]+/orders/1 answers as 4.2.0"));
    }

    [Test]
    public async Task A_front_door_at_which_nobody_listens_is_not_the_fault_of_the_version()
    {
        using var own = new TestDoor(_own);
        var result = await Bake(own.Url, TestDoor.Closed()).MeasureAsync(World.Release, Window, default);
        Assert.That(result.Reading, Is.EqualTo(BakeReading.Inconclusive));
        Assert.That(result.Why, Does.StartWith("the new version answers at its own door, the front door does not"));
    }

    [Test]
    public async Task A_version_that_starts_again_in_between_is_looked_at_twice()
    {
        var rounds = 0;
        _own = _ => new("4.3.0") { Delay = rounds++ == 1 ? TimeSpan.FromSeconds(2) : TimeSpan.Zero };
        _change = settings => settings with { FrontDoor = null, Probes = [new("orders", "/orders/1") { Timeout = TimeSpan.FromSeconds(1) }], FailureShare = 0.5 };
        Assert.That((await Measure()).Reading, Is.EqualTo(BakeReading.Good));
    }

    [Test]
    public async Task Too_few_requests_and_missing_settings_say_nothing()
    {
        _change = settings => settings with { MinimumRequests = 1000 };
        Assert.That((await Measure()).Why, Does.StartWith("it takes 1000 requests to tell anything"));
        _change = settings => settings with { Probes = [] };
        Assert.That((await Measure()).Reading, Is.EqualTo(BakeReading.Inconclusive));
        _change = settings => settings with { Slots = new Dictionary<string, SlotDoor>() };
        Assert.That((await Measure()).Why, Is.EqualTo("no url is configured for slot green"));
    }

    [Test]
    public async Task Rollbacks_of_the_database_are_told_and_decide_nothing()
    {
        _own = _ =>
        {
            _activity.Rollbacks += 10;
            return new("4.3.0");
        };
        var result = await Measure();
        Assert.That(result.Reading, Is.EqualTo(BakeReading.Good));
        Assert.That(result.Why, Does.Match("the database counted [1-9][0-9]* rollbacks"));
    }

    [Test]
    public void A_pattern_that_cannot_be_read_is_refused_before_anything_is_measured()
    {
        _change = settings => settings with { SqlStatePattern = "(" };
        Assert.That(() => Bake(TestDoor.Closed(), null), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public async Task With_a_share_the_old_version_answers_at_the_front_door_and_is_not_measured()
    {
        var asked = 0;
        _front = _ => Interlocked.Increment(ref asked) % 2 == 0 ? new("4.2.0", 503) : new("4.3.0");
        using var own = new TestDoor(request => _own(request));
        using var front = new TestDoor(request => _front(request));
        var bake = Bake(own.Url, front.Url);

        var shared = await bake.MeasureShareAsync(World.Release, 50, Window, default);
        Assert.That(shared.Reading, Is.EqualTo(BakeReading.Good), shared.Why);
        Assert.That((await bake.MeasureAsync(World.Release, Window, default)).Reading, Is.Not.EqualTo(BakeReading.Good), "with all of the traffic it should not answer");

        _front = _ => new("4.1.9");
        Assert.That((await bake.MeasureShareAsync(World.Release, 50, Window, default)).Why, Does.Contain("answers as 4.1.9"), "a third version is neither");
    }

    private static ProbeBakeSettings Counting(ProbeBakeSettings settings) => settings with { Errors = new("/metrics", """sql_errors_total\{state="(?<state>\w{5})"\} (?<count>\d+)""") };

    private static Func<SmallRequest, TestAnswer> Counter(Func<int, string> page)
    {
        var reads = 0;
        return request => request.Path == "/metrics" ? new(null, 200, page(++reads)) : new("4.3.0");
    }

    private async Task<BakeResult> Measure(TimeSpan? window = null)
    {
        using var own = new TestDoor(request => _own(request));
        using var front = new TestDoor(request => _front(request));
        return await Bake(own.Url, front.Url).MeasureAsync(World.Release, window ?? Window, default);
    }

    private ProbeBake Bake(Uri green, Uri? front) => new(
        _change(new ProbeBakeSettings
        {
            Slots = Requests.Slots(TestDoor.Closed(), green),
            Probes = [new("orders", "/orders/1")],
            FrontDoor = front,
            Interval = TimeSpan.FromMilliseconds(20),
            MinimumRequests = 2,
        }),
        _activity,
        TimeProvider.System);
}
