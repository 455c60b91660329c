using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigrationGuard.Gate.Environments;

/// <summary>A capture as JSON, with a seal that only those who have the key can make.</summary>
public static class CaptureFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The text.</summary>
    public static string Write(EnvironmentCapture capture, CaptureKey key) => Text(new(Ordered(capture), Seal(capture, key))) + "\n";

    /// <summary>The capture; null with the reason where there is none, or somebody changed it.</summary>
    public static (EnvironmentCapture? Capture, string Why) Read(string text, CaptureKey key)
    {
        try
        {
            return JsonSerializer.Deserialize<Sealed>(text, Options) switch
            {
                { Capture: { Format: 1, Variables: not null, Connections: not null, Flags: not null, Limits: not null } capture, Seal: { } seal } => capture switch
                {
                    _ when capture.KeyCheck != key.Check => (null, "it was taken with another key"),
                    _ when seal != Seal(capture, key) => (null, "its seal does not fit: somebody changed it"),
                    _ => (capture, ""),
                },
                _ => (null, "it is no capture that 'migrationguard environment capture' writes"),
            };
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException)
        {
            return (null, "it is no capture, or not to its end");
        }
    }

    private static string Seal(EnvironmentCapture capture, CaptureKey key) => key.Hash("seal", Text(new(Ordered(capture), null)));

    private static string Text(Sealed sealedCapture) => JsonSerializer.Serialize(sealedCapture, Options);

    private static EnvironmentCapture Ordered(EnvironmentCapture capture) => capture with
    {
        Variables = Ordered(capture.Variables),
        Flags = Ordered(capture.Flags),
        Limits = Ordered(capture.Limits),
        Connections = [.. capture.Connections.OrderBy(connection => connection.Variable, StringComparer.Ordinal)],
    };

    private static SortedDictionary<string, string> Ordered(IReadOnlyDictionary<string, string> entries) => new(entries.ToDictionary(), StringComparer.Ordinal);

    private sealed record Sealed(EnvironmentCapture? Capture, string? Seal);
}
