using MigrationGuard.Configuration;
using MigrationGuard.Gate.Replays;
using MigrationGuard.Gate.Replays.Comparing;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.replays</c>.</summary>
internal static class ReplayReader
{
    private const string AllowExample = "[{ \"method\": \"POST\", \"path\": \"/search\", \"reason\": \"it only reads\" }]";

    /// <summary>The keys of a replay.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "name", "requests", "sample", "concurrency", "timeout", "limit", "headers", "headerVariables", "dropHeaders", "host", "ignoreFields", "allow", "skip", "thresholds", "latency", "allowTruncated",
    ];

    /// <summary>One replay; its pattern is relative to the folder.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static ReplayConfiguration Read((PlacedJson Value, string Path) item, string folder)
    {
        var replay = new SectionReader(item.Value, item.Path, [.. Keys]);
        var usual = new ReplaySettings(
            replay.RequiredText("name", "e.g. \"checkout\""), replay.RequiredText("requests", "where the recordings lie, e.g. \"recorded/*.gor\""));
        var settings = usual with
        {
            Directory = folder,
            Sample = Positive(replay, "sample", usual.Sample),
            Concurrency = Positive(replay, "concurrency", usual.Concurrency),
            Timeout = replay.Duration("timeout", usual.Timeout),
            Limit = replay.Duration("limit", usual.Limit),
            Headers = replay.Texts("headers", "[\"Content-Type\"]") ?? usual.Headers,
            DroppedHeaders = replay.Texts("dropHeaders", "[\"Cookie\"]") ?? usual.DroppedHeaders,
            Host = replay.Text("host"),
            IgnoredFields = Fields(replay),
            Allowed = [.. replay.Items("allow").Select(Allowed)],
            Skipped = replay.Texts("skip", "[\"/logout\"]") ?? usual.Skipped,
            AllowsTruncated = replay.Flag("allowTruncated", usual.AllowsTruncated),
        };
        return new(Latency(replay, Thresholds(replay, settings)), replay.Variables("headerVariables", "SHOP_TOKEN"));
    }

    private static int Positive(SectionReader replay, string key, int otherwise) =>
        replay.Number(key, otherwise) is var number && number > 0 ? number : throw replay.Complaint(key, $"0 requests say nothing; write e.g. {otherwise}");

    private static IReadOnlyList<string> Fields(SectionReader replay)
    {
        var fields = replay.Texts("ignoreFields", "[\"$.requestId\"]") ?? [];
        return fields.FirstOrDefault(field => FieldPattern.Read(field) is null) is { } wrong
            ? throw replay.Complaint("ignoreFields", $"\"{wrong}\" is no field; write e.g. \"$.requestId\", \"$.items[*].etag\" or \"$..seenAt\"")
            : fields;
    }

    private static SafeRoute Allowed((PlacedJson Value, string Path) item)
    {
        var route = new SectionReader(item.Value, item.Path, "method", "path", "reason");
        var method = route.RequiredText("method", $"e.g. {AllowExample}");
        return method.Any(letter => !char.IsAsciiLetterUpper(letter)) ? throw route.Complaint("method", $"\"{method}\" is no method of HTTP; write e.g. \"POST\"")
            : method is "CONNECT" or "TRACE" ? throw route.Complaint("method", $"{method} is never sent; remove the entry")
            : new(method, route.RootedPath("path"), route.RequiredText("reason", "why it changes nothing, e.g. \"the search only reads\""));
    }

    private static ReplaySettings Thresholds(SectionReader replay, ReplaySettings settings)
    {
        if (replay.Member("thresholds") is not { } member)
        {
            return settings;
        }

        var thresholds = new SectionReader(member.Value, member.Path, "relative", "absolute");
        return settings with { Relative = thresholds.Share("relative", settings.Relative), Absolute = thresholds.Share("absolute", settings.Absolute) };
    }

    private static ReplaySettings Latency(SectionReader replay, ReplaySettings settings)
    {
        if (replay.Member("latency") is not { } member)
        {
            return settings;
        }

        var latency = new SectionReader(member.Value, member.Path, "factor", "tolerance");
        return latency.Required("factor", "e.g. 2").Value is PlacedNumber { Value: >= 1 } factor
            ? settings with { LatencyFactor = factor.Value, LatencyTolerance = latency.Duration("tolerance", settings.LatencyTolerance) }
            : throw latency.Complaint("factor", "must be a number from 1; write e.g. 2");
    }
}
