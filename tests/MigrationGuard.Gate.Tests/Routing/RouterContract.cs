using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.TestKit.Http;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>What every router does.</summary>
internal abstract class RouterContract
{
    private static readonly RouterObservation.At Blue = new("blue", 0);
    private static readonly RouterObservation.At Green = new("green", 1);

    private RouterBed _bed = null!;
    private IRouter _router = null!;

    /// <summary>How many change it at the same time.</summary>
    protected virtual int Gates => 6;

    protected abstract RouterBed CreateBed();

    [SetUp]
    public void Start()
    {
        _bed = CreateBed();
        _router = _bed.Connect();
    }

    [TearDown]
    public async Task End()
    {
        await _router.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task It_says_where_requests_go()
    {
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(Blue));
        Assert.That(await _router.ProbeAsync(5, default), Is.EqualTo(new ProbeResult("4.2.0", 5, 0)));
    }

    [Test]
    public async Task It_moves_all_requests_there_and_back()
    {
        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(Green));
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(Green));
        Assert.That(await _router.ProbeAsync(5, default), Is.EqualTo(new ProbeResult("4.3.0", 5, 0)));

        Assert.That(await _router.ApplyAsync("blue", 2, 1, default), Is.EqualTo(new RouterObservation.At("blue", 2)));
        Assert.That(await _router.ProbeAsync(5, default), Is.EqualTo(new ProbeResult("4.2.0", 5, 0)));
    }

    [Test]
    public async Task A_change_that_is_made_already_changes_nothing()
    {
        await _router.ApplyAsync("green", 1, 0, default);

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(Green));
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(Green));
    }

    [Test]
    public async Task A_change_over_another_generation_changes_nothing()
    {
        Assert.That(await _router.ApplyAsync("green", 5, 4, default), Is.EqualTo(Blue));
        Assert.That((await _router.ProbeAsync(3, default)).Release, Is.EqualTo("4.2.0"));

        await _router.ApplyAsync("green", 1, 0, default);

        Assert.That(await _router.ApplyAsync("blue", 2, 0, default), Is.EqualTo(Green));
        Assert.That(await _router.ApplyAsync("blue", 1, 0, default), Is.EqualTo(Green), "the same number for another slot");
        Assert.That((await _router.ProbeAsync(3, default)).Release, Is.EqualTo("4.3.0"));
    }

    [Test]
    public async Task Of_changes_at_the_same_time_one_wins()
    {
        var gates = Enumerable.Range(1, Gates).Select(_ => _bed.Connect()).ToArray();

        var answers = await Task.WhenAll(gates.Select((gate, number) => Task.Run(() => gate.ApplyAsync(number % 2 == 0 ? "green" : "blue", number + 1, 0, default))));

        var winner = await _router.ObserveAsync(default);
        Assert.That(winner, Is.InstanceOf<RouterObservation.At>());
        Assert.That(answers, Has.All.EqualTo(winner).Or.EqualTo(Blue).Or.InstanceOf<RouterObservation.NotYet>());
        Assert.That(answers.Where((answer, number) => answer is RouterObservation.At at && at.Generation == number + 1), Is.EqualTo(new[] { winner }));
    }

    [Test]
    public async Task The_slot_survives_a_restart_of_the_router()
    {
        await _router.ApplyAsync("green", 1, 0, default);

        await _bed.StopAsync();
        await _bed.StartAsync();

        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(Green));
        Assert.That(await _router.ProbeAsync(5, default), Is.EqualTo(new ProbeResult("4.3.0", 5, 0)));
    }

    [Test]
    public async Task A_router_that_is_down_is_unknown()
    {
        await _bed.StopAsync();

        AssertUnknown(await _router.ObserveAsync(default));
        AssertUnknown(await _router.ApplyAsync("green", 1, 0, default));
        Assert.That(await _router.ProbeAsync(3, default), Is.EqualTo(new ProbeResult(null, 0, 3)));
        Assert.That(await _router.DrainAsync("blue", TimeSpan.FromMilliseconds(20), default), Is.EqualTo(new DrainResult(0, false)));
    }

    [Test]
    public async Task Versions_that_differ_or_are_not_named_are_no_version()
    {
        var answers = 0;
        _bed.Blue.Answer = () => SmallServer.Named(Interlocked.Increment(ref answers) % 2 == 0 ? "4.2.0" : "4.1.9");
        Assert.That(await _router.ProbeAsync(6, default), Is.EqualTo(new ProbeResult(null, 6, 0) { Both = ("4.1.9", "4.2.0") }));

        _bed.Blue.Answer = () => new SmallResponse(200, "who am I?");
        Assert.That(await _router.ProbeAsync(3, default), Is.EqualTo(new ProbeResult(null, 3, 0)));

        _bed.Blue.Answer = () => SmallServer.Named("4.2.0") with { Status = 503 };
        Assert.That(await _router.ProbeAsync(3, default), Is.EqualTo(new ProbeResult(null, 0, 3)));
    }

    [Test]
    public async Task Draining_waits_for_the_requests_under_way()
    {
        var counts = _router.Capabilities.CountsInFlight;
        using var client = new HttpClient();
        var slow = client.GetStringAsync(new Uri(_bed.FrontDoor, "slow"));
        await Soon.IsAsync(() => _bed.Blue.InFlight == 1, "the request is under way");
        await _router.ApplyAsync("green", 1, 0, default);

        Assert.That(await _router.DrainAsync("blue", TimeSpan.FromMilliseconds(100), default), Is.EqualTo(counts ? new DrainResult(1, true) : new DrainResult(0, false)));
        var draining = _router.DrainAsync("blue", counts ? TimeSpan.FromSeconds(20) : TimeSpan.FromMilliseconds(100), default);
        _bed.Blue.Go();

        Assert.That(await draining, Is.EqualTo(new DrainResult(0, counts)));
        Assert.That(await slow, Is.EqualTo("4.2.0"), "answered where it began");
    }

    [Test]
    public async Task A_router_that_does_not_let_us_in_is_unknown_and_unchanged()
    {
        await using var denied = _bed.ConnectDenied();

        AssertUnknown(await denied.ObserveAsync(default));
        AssertUnknown(await denied.ApplyAsync("green", 1, 0, default));
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(Blue));
    }

    [Test]
    public async Task What_is_not_understood_is_unknown()
    {
        await using var garbled = _bed.ConnectGarbled();

        AssertUnknown(await garbled.ObserveAsync(default));
        AssertUnknown(await garbled.ApplyAsync("green", 1, 0, default));
        Assert.That(await garbled.DrainAsync("blue", TimeSpan.FromMilliseconds(20), default), Is.EqualTo(new DrainResult(0, false)));
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(Blue));
    }

    [Test]
    public void A_caller_who_gives_up_is_let_go()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();

        Assert.That(async () => await _router.ObserveAsync(gone.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await _router.ApplyAsync("green", 1, 0, gone.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_generation_that_is_not_higher_is_a_mistake_of_the_caller() =>
        Assert.That(async () => await _router.ApplyAsync("green", 3, 3, default), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static void AssertUnknown(RouterObservation observation)
    {
        Assert.That(observation, Is.InstanceOf<RouterObservation.Unknown>());
        TestContext.Out.WriteLine(((RouterObservation.Unknown)observation).Reason);
        Assert.That(((RouterObservation.Unknown)observation).Reason, Does.Match(@"\w{3,} \w+"));
    }
}
