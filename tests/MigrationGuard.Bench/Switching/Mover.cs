using System.Globalization;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.HaProxy;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Bench.Switching;

/// <summary>A way to move requests from one slot to the other.</summary>
/// <param name="Name">How the page names it.</param>
/// <param name="Defaults">A further line of HAProxy's defaults.</param>
/// <param name="MoveAsync">Moves to a slot under a generation; returns when it says that it is done.</param>
internal sealed record Mover(string Name, string Defaults, Func<HaProxyServer, HaProxyRouter, string, long, Task> MoveAsync)
{
    /// <summary>What is compared.</summary>
    public static Mover[] All { get; } =
    [
        new("MigrationGuard: running map and file", "", ApplyAsync),
        new("map file written, then reload", "", ReloadAsync),
        new("the same, with `option idle-close-on-response`", "option idle-close-on-response", ReloadAsync),
    ];

    private static async Task ApplyAsync(HaProxyServer server, HaProxyRouter router, string slot, long generation)
    {
        var answer = await router.ApplyAsync(slot, generation, generation - 1, CancellationToken.None);
        if (answer != new RouterObservation.At(slot, generation))
        {
            throw new BenchException($"{server.FrontDoor} was not moved to {slot}: {answer}");
        }
    }

    private static async Task ReloadAsync(HaProxyServer server, HaProxyRouter router, string slot, long generation)
    {
        await File.WriteAllTextAsync(server.MapFile, string.Create(CultureInfo.InvariantCulture, $"webshop be_{slot}@{generation}\n"));
        server.Reload();
    }
}
