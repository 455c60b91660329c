using System.Diagnostics;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Watching;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Watching;

public sealed class ComposedBakeTests
{
    [TestCase(BakeReading.Good, BakeReading.Good, BakeReading.Good, "one; two")]
    [TestCase(BakeReading.Good, BakeReading.Inconclusive, BakeReading.Inconclusive, "two; one")]
    [TestCase(BakeReading.Inconclusive, BakeReading.Good, BakeReading.Inconclusive, "one; two")]
    [TestCase(BakeReading.Inconclusive, BakeReading.Bad, BakeReading.Bad, "two; one")]
    public async Task One_that_is_bad_decides_then_one_that_says_nothing(BakeReading one, BakeReading two, BakeReading together, string why)
    {
        var bake = new ComposedBake(new Part(one, "one"), new Part(two, "two", 20));
        Assert.That(await bake.MeasureAsync(World.Release, TimeSpan.Zero, default), Is.EqualTo(new BakeResult(together, why)));
    }

    [Test]
    public async Task A_share_of_the_traffic_is_measured_as_a_share()
    {
        var result = await new ComposedBake(new Part(BakeReading.Good, "one"), new Part(BakeReading.Good, "two")).MeasureShareAsync(World.Release, 5, TimeSpan.Zero, default);
        Assert.That(result, Is.EqualTo(new BakeResult(BakeReading.Good, "one of 5 %; two of 5 %")));
    }

    [Test]
    public async Task What_is_bad_does_not_wait_for_the_rest_of_the_window()
    {
        var watch = Stopwatch.StartNew();
        var result = await new ComposedBake(new Part(BakeReading.Good, "slow", 60_000), new Part(BakeReading.Bad, "dead", 10)).MeasureAsync(World.Release, TimeSpan.Zero, default);
        Assert.That((result, watch.Elapsed < TimeSpan.FromSeconds(30)), Is.EqualTo((new BakeResult(BakeReading.Bad, "dead"), true)));
    }

    [Test]
    public async Task Nothing_that_is_measured_is_not_good_and_what_fails_or_is_cancelled_is_no_result()
    {
        Assert.That((await new ComposedBake().MeasureAsync(World.Release, TimeSpan.Zero, default)).Reading, Is.EqualTo(BakeReading.Inconclusive));
        Assert.That(() => new ComposedBake(new Part(null, "", 10), new Part(BakeReading.Good, "")).MeasureAsync(World.Release, TimeSpan.Zero, default), Throws.TypeOf<IOException>());
        using var cancelled = new CancellationTokenSource(20);
        Assert.That(() => new ComposedBake(new Part(BakeReading.Good, "", 60_000)).MeasureAsync(World.Release, TimeSpan.Zero, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private sealed class Part(BakeReading? reading, string why, int milliseconds = 0) : IBake
    {
        public async Task<BakeResult> MeasureAsync(ReleaseRecord release, TimeSpan window, CancellationToken cancellation)
        {
            await Task.Delay(milliseconds, cancellation);
            return new(reading ?? throw new IOException("no disk"), why);
        }

        public async Task<BakeResult> MeasureShareAsync(ReleaseRecord release, int percent, TimeSpan window, CancellationToken cancellation) =>
            new(reading!.Value, (await MeasureAsync(release, window, cancellation)).Why + FormattableString.Invariant($" of {percent} %"));
    }
}
