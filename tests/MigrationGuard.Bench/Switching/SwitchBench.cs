using System.Globalization;
using System.Text;
using MigrationGuard.Gate.Routing;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Bench.Switching;

/// <summary>What switches and rollbacks do to clients with open connections.</summary>
internal static class SwitchBench
{
    private const int Clients = 16;
    private const int Samples = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>Measures and writes the page.</summary>
    /// <param name="pairs">How many switches, each with its rollback.</param>
    public static async Task<string> RunAsync(int pairs)
    {
        // Clients and applications are in this process: none of them should wait for a thread.
        ThreadPool.SetMinThreads(4 * Clients, 4 * Clients);
        var page = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # What a switch does to requests

            Measured by `dotnet cake --target=Bench`: {Clients} clients on connections that stay open, half of their requests POST, nothing repeated; the router and two
            applications on the same machine ({Environment.ProcessorCount} cores), {pairs} switches and {pairs} rollbacks. A request is lost when it is not answered with success.

            *Last old answer*: from the decision to the last answer of the version that was left. *Seen*: from the decision until {Samples} new connections were
            answered by the other version only; for rollbacks that is `rollback_seconds`. Milliseconds, lowest / median / highest.

            | | requests | lost | switch: last old answer | switch: seen | rollback: last old answer | rollback: seen |
            |---|---:|---:|---:|---:|---:|---:|

            """));
        foreach (var mover in Mover.All)
        {
            Console.Error.WriteLine(mover.Name);
            var result = await MeasureAsync(mover, pairs);
            page.Append(CultureInfo.InvariantCulture, $"| {mover.Name} | {result.Requests:N0} | {result.Lost:N0} | {Row(result, false)} | {Row(result, true)} |\n");
        }

        return page.ToString();
    }

    private static async Task<MoverResult> MeasureAsync(Mover mover, int pairs)
    {
        await using var blue = SmallServer.OfRelease("blue");
        await using var green = SmallServer.OfRelease("green");
        var (server, router) = mover.Launch(blue.Port, green.Port);
        using var running = server;
        await using var operated = router;
        await using var load = new KeepAliveLoad(server.FrontDoor, Clients, Pause, Time);
        await Task.Delay(Between + Between);

        var moves = new List<(string Left, long Decided, TimeSpan Seen)>();
        for (var generation = 1; generation <= 2 * pairs; generation++)
        {
            var (left, slot) = generation % 2 == 1 ? ("blue", "green") : ("green", "blue");
            var decided = Time.GetTimestamp();
            await mover.MoveAsync(server, router, slot, generation);
            await SeenAsync(router, slot, decided);
            moves.Add((left, decided, Time.GetElapsedTime(decided)));
            await Task.Delay(Between);
        }

        var answers = await load.EndAsync();
        return new MoverResult(mover, answers.Length, answers.Count(answer => answer.Lost is not null), [.. moves.Select((move, index) =>
            new Move(move.Left == "green", LastOld(answers, move.Left, move.Decided, index + 1 < moves.Count ? moves[index + 1].Decided : long.MaxValue), move.Seen))]);
    }

    private static async Task SeenAsync(IRouter router, string slot, long decided)
    {
        while (await router.ProbeAsync(Samples, CancellationToken.None) != new ProbeResult(slot, Samples, 0))
        {
            if (Time.GetElapsedTime(decided) > Limit)
            {
                throw new BenchException($"requests did not move to {slot}");
            }
        }
    }

    private static TimeSpan LastOld(LoadAnswer[] answers, string left, long decided, long until) =>
        Time.GetElapsedTime(decided, answers.Where(answer => answer.Release == left && answer.AnsweredAt < until).Select(answer => answer.AnsweredAt).Append(decided).Max());

    private static string Row(MoverResult result, bool back)
    {
        var moves = result.Moves.Where(move => move.Back == back).ToArray();
        return $"{Spread(moves.Select(move => move.LastOld))} | {Spread(moves.Select(move => move.Seen))}";
    }

    private static string Spread(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:F1} / {sorted[sorted.Length / 2]:F1} / {sorted[^1]:F1}");
    }
}
