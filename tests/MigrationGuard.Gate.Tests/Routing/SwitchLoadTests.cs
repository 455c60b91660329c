using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Tests.Routing.Caddy;
using MigrationGuard.Gate.Tests.Routing.HaProxy;
using MigrationGuard.Gate.Tests.Routing.Nginx;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.TestKit.Http;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>Every router that changes nothing of its connections.</summary>
[TestFixture(typeof(HaProxyBed))]
[TestFixture(typeof(NginxBed))]
[TestFixture(typeof(CaddyFlagsBed))]
internal sealed class SwitchLoadTests<TBed>
    where TBed : RouterBed, new()
{
    [Test]
    public async Task Ten_switches_under_load_lose_no_request_and_none_goes_back_to_the_old_version()
    {
        await using var bed = new TBed();
        await using var router = bed.Connect();
        await using var load = new KeepAliveLoad(bed.FrontDoor, 8, TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var moves = new List<(long Decided, long Done, string Release)>();
        for (var generation = 1; generation <= 10; generation++)
        {
            await MoreAsync(load);
            var slot = generation % 2 == 1 ? "green" : "blue";
            var decided = TimeProvider.System.GetTimestamp();
            Assert.That(await router.ApplyAsync(slot, generation, generation - 1, default), Is.EqualTo(new RouterObservation.At(slot, generation)));
            moves.Add((decided, TimeProvider.System.GetTimestamp(), slot == "green" ? "4.3.0" : "4.2.0"));
        }

        await MoreAsync(load);
        var answers = await load.EndAsync();

        Assert.That(router.Capabilities.Atomic);
        Assert.That(answers.Where(answer => answer.Lost is not null), Is.Empty);
        foreach (var (move, next) in moves.Zip(moves.Skip(1).Select(next => next.Decided).Append(long.MaxValue)))
        {
            var between = answers.Where(answer => answer.SentAt > move.Done && answer.AnsweredAt < next).ToArray();
            Assert.That(between, Has.Length.GreaterThan(10));
            Assert.That(between, Has.All.Property(nameof(LoadAnswer.Release)).EqualTo(move.Release));
        }
    }

    private static async Task MoreAsync(KeepAliveLoad load)
    {
        var before = load.Answers.Length;
        await Soon.IsAsync(() => load.Answers.Length > before + 50, "clients are answered");
    }
}
