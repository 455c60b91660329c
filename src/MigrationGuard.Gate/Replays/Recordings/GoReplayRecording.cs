using System.Globalization;
using System.Text;

namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>
/// Reads what GoReplay writes with <c>--output-file</c>: payloads of a line <c>type id time latency</c> and a message of HTTP; type 1 is a request, 2 an
/// answer, 3 the answer to a replayed request. https://github.com/buger/goreplay/blob/master/protocol.go
/// </summary>
internal static class GoReplayRecording
{
    private const int LongestHeader = 512;

    /// <summary>What stands between two payloads.</summary>
    public static readonly byte[] Separator = Encoding.UTF8.GetBytes("\n🐵🙈🙉\n");

    /// <summary>The item of a payload; null where its first line is none of GoReplay.</summary>
    public static RecordingItem? Read(string file, Block block)
    {
        var bytes = block.Bytes;
        var end = bytes.Span[..Math.Min(bytes.Length, LongestHeader)].IndexOf((byte)'\n');
        var header = Encoding.Latin1.GetString(bytes.Span[..Math.Max(end, 0)]).Split(' ');
        return header switch
        {
            [_, { Length: > 0 }, var time, .. var latency] when !IsNumber(time) || latency.Length > 1 || !latency.All(IsNumber) => null,
            ["1", { Length: > 0 }, _, ..] => HttpText.Read(bytes[(end + 1)..]) switch
            {
                ({ } request, _) => new RecordingItem.Request(request),
                var (_, why) => new RecordingItem.Unreadable(file, block.Offset, why),
            },
            ["2" or "3", { Length: > 0 }, _, ..] => new RecordingItem.Other(),
            _ => null,
        };
    }

    private static bool IsNumber(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
