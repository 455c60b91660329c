using System.Globalization;
using System.Text.Json;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>Reads what an instant query was answered. https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries</summary>
internal static class PrometheusAnswer
{
    /// <summary>The answer; a body that is none is unclear.</summary>
    /// <param name="status">The status of HTTP.</param>
    /// <param name="body">The body.</param>
    public static QueryAnswer Read(int status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement switch
            {
                { ValueKind: JsonValueKind.Object } root when Text(root, "status") == "success" && status is >= 200 and < 300 => Success(root),
                { ValueKind: JsonValueKind.Object } root when Text(root, "status") == "error" => Error(status, Text(root, "errorType") ?? "", Short(Text(root, "error") ?? "no reason")),
                _ => Foreign(status),
            };
        }
        catch (JsonException)
        {
            return Foreign(status);
        }
    }

    private static QueryAnswer Error(int status, string kind, string why) => (status, kind) switch
    {
        (_, "bad_data") => new QueryAnswer.Wrong($"the query cannot be read: {why}"),
        (_, "execution") => new QueryAnswer.Unclear($"the query failed: {why}"),
        (401 or 403 or 404, _) => Foreign(status),
        _ => new QueryAnswer.Silent(FormattableString.Invariant($"it answered {status}: {why}")),
    };

    private static QueryAnswer Foreign(int status) => status switch
    {
        401 or 403 => new QueryAnswer.Wrong(FormattableString.Invariant($"it answered {status}: it does not let us in; \"tokenVariable\" names the variable with a token")),
        >= 300 and < 400 or 404 or 405 => new QueryAnswer.Wrong(FormattableString.Invariant($"it answered {status}: this is not the address of a Prometheus, which has /api/v1/query")),
        >= 200 and < 300 => new QueryAnswer.Unclear("its answer is not that of a Prometheus"),
        _ => new QueryAnswer.Silent(FormattableString.Invariant($"it answered {status}")),
    };

    private static QueryAnswer Success(JsonElement root)
    {
        if (root.TryGetProperty("warnings", out var warnings) && warnings is { ValueKind: JsonValueKind.Array } && warnings.GetArrayLength() > 0)
        {
            return new QueryAnswer.Unclear($"it answered with a warning: {Short(warnings[0].ToString())}");
        }

        if (!root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("result", out var result) || result.ValueKind != JsonValueKind.Array)
        {
            return new QueryAnswer.Unclear("its answer has no result");
        }

        return Text(data, "resultType") switch
        {
            "scalar" => Sample(result),
            "vector" => result.GetArrayLength() switch
            {
                0 => new QueryAnswer.Empty(),
                1 => Series(result[0]),
                var count => new QueryAnswer.Unclear(FormattableString.Invariant($"it has {count} values, {Labels(result[0])} and {Labels(result[1])} among them; one is needed: put sum(…) or max(…) around it")),
            },
            "matrix" => new QueryAnswer.Wrong("the query selects a range; put rate(…), increase(…) or another function around it"),
            "string" => new QueryAnswer.Wrong("the query is a text and no number"),
            var other => new QueryAnswer.Unclear($"its answer is a {other ?? "result without type"}"),
        };
    }

    private static QueryAnswer Series(JsonElement series) =>
        series.ValueKind == JsonValueKind.Object && series.TryGetProperty("value", out var sample) ? Sample(sample)
        : series.ValueKind == JsonValueKind.Object && series.TryGetProperty("histogram", out _) ? new QueryAnswer.Wrong("the query selects a histogram; put histogram_quantile(…) or histogram_count(…) around it")
        : new QueryAnswer.Unclear("its answer has no value");

    private static QueryAnswer Sample(JsonElement sample) =>
        sample.ValueKind != JsonValueKind.Array || sample.GetArrayLength() != 2 || sample[1].ValueKind != JsonValueKind.String ? new QueryAnswer.Unclear("its answer has no value")
        : sample[1].GetString() switch
        {
            "NaN" => new QueryAnswer.Unclear("it is NaN: nothing was divided by nothing"),
            "+Inf" or "-Inf" or "Inf" => new QueryAnswer.Unclear($"it is {sample[1].GetString()}: something was divided by nothing"),
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => new QueryAnswer.Number(number),
            var text => new QueryAnswer.Unclear($"its value \"{Short(text ?? "")}\" is no number"),
        };

    private static string Labels(JsonElement series) => Short(series.ValueKind == JsonValueKind.Object && series.TryGetProperty("metric", out var metric) ? metric.GetRawText() : "{}");

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Short(string text) => PlainText.Head(PlainText.Of(text), 200);
}
