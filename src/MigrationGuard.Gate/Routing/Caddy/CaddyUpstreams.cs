using System.Net;
using System.Text.Json;

namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>What Caddy knows of the servers behind it.</summary>
/// <remarks>https://caddyserver.com/docs/api#get-reverse-proxyupstreams</remarks>
internal sealed class CaddyUpstreams(CaddySettings settings, CaddyAdmin admin)
{
    /// <summary>The requests that a slot works on; null when they cannot be counted.</summary>
    public async Task<long?> InFlightAsync(string slot, CancellationToken cancellation) =>
        settings.Upstreams.TryGetValue(slot, out var upstreams) && await ReadAsync(cancellation) is { } counts && upstreams.All(counts.ContainsKey) ? upstreams.Sum(upstream => counts[upstream]) : null;

    /// <summary>Why a slot cannot get requests; null when nothing is known that would prevent it.</summary>
    public async Task<string?> ObstacleAsync(string slot, CancellationToken cancellation) => await ReadAsync(cancellation) switch
    {
        null => "Caddy does not say which upstreams it has",
        var counts => settings.Upstreams[slot].FirstOrDefault(upstream => !counts.ContainsKey(upstream)) is { } missing ? $"Caddy has no upstream {missing} for slot {slot}" : null,
    };

    private async Task<Dictionary<string, long>?> ReadAsync(CancellationToken cancellation) =>
        await admin.GetAsync("reverse_proxy/upstreams", cancellation) is CaddyAnswer.Answered { Status: HttpStatusCode.OK } answered ? Parse(answered.Body) : null;

    // [{"address":"127.0.0.1:5101","num_requests":0,"fails":0}]
    private static Dictionary<string, long>? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateArray().ToDictionary(host => host.GetProperty("address").GetString()!, host => host.GetProperty("num_requests").GetInt64(), StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
