using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>The map as the running HAProxy has it.</summary>
internal sealed partial class RuntimeMap(HaProxySettings settings, AdminSocket socket)
{
    /// <summary>What requests go by now.</summary>
    public async Task<MapReading> ReadAsync(CancellationToken cancellation) => await socket.AskAsync($"get map {settings.Map} {settings.Key}", cancellation) switch
    {
        AdminAnswer.Failed failed => new MapReading.Failed(failed.Reason),
        AdminAnswer.Text text => Read(text.Words),
        _ => new MapReading.Failed(""),
    };

    /// <summary>Changes it; null when HAProxy has taken the change, a sentence otherwise.</summary>
    public async Task<string?> WriteAsync(MapValue value, CancellationToken cancellation) => await socket.AskAsync($"set map {settings.Map} {settings.Key} {value}", cancellation) switch
    {
        AdminAnswer.Text { Words: "" } => null,
        AdminAnswer.Text text => NotUnderstood(text.Words),
        AdminAnswer.Failed failed => failed.Reason,
        _ => "",
    };

    private MapReading Read(string answer)
    {
        if (answer.StartsWith("Unknown map identifier", StringComparison.Ordinal))
        {
            return new MapReading.Failed($"HAProxy has not loaded the map {settings.Map}: its configuration must name it in exactly these letters");
        }

        if (answer.Contains("found=no", StringComparison.Ordinal))
        {
            return new MapReading.Failed($"HAProxy's map {settings.Map} has no key {settings.Key}: its file needs a line '{settings.Key} BACKEND' before HAProxy is started");
        }

        return Value().Match(answer) is { Success: true } match
            ? MapValue.Parse(match.Groups[1].Value) is { } value ? new MapReading.Found(value) : new MapReading.Failed($"the value '{match.Groups[1].Value}' of {settings.Key} in HAProxy's map is not BACKEND@GENERATION")
            : new MapReading.Failed(NotUnderstood(answer));
    }

    private static string NotUnderstood(string answer)
    {
        var line = answer.AsSpan()[..(answer.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : answer.Length)];
        return $"HAProxy's answer is not understood: {(line.Length > 120 ? line[..120] : line)}";
    }

    [GeneratedRegex("found=yes,.* value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
