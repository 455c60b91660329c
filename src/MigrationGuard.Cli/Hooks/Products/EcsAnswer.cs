using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MigrationGuard.Cli.Hooks.Products;

/// <summary>
/// A lifecycle hook of an Amazon ECS deployment: <c>hookStatus</c> SUCCEEDED, FAILED (it rolls back), or IN_PROGRESS, which is asked again after
/// <c>callBackDelay</c> seconds with the <c>hookDetails</c> that were given. They count how often; nothing is kept here.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html.</remarks>
internal static class EcsAnswer
{
    private const int Delay = 30;
    private const int MostAttempts = 120;
    private const string Attempts = "migrationguardAttempts";
    private const string Most = "migrationguardMostAttempts";

    /// <summary>What a stage asks; null for a stage that cannot be answered.</summary>
    public static HookQuestion? Question(HookRequest request) => Stage(request.Json()) switch
    {
        "RECONCILE_SERVICE" or "PRE_SCALE_UP" or "POST_SCALE_UP" => HookQuestion.Deploy,
        "POST_TEST_TRAFFIC_SHIFT" => HookQuestion.Switch,
        _ => null,
    };

    /// <summary>The response.</summary>
    public static HookResponse Of(HookRequest request, HookVerdict verdict)
    {
        var json = request.Json();
        if (Question(request) is null)
        {
            return Failed($"stage {Stage(json) ?? "(none)"} asks nothing that can be answered; use PRE_SCALE_UP, POST_SCALE_UP or POST_TEST_TRAFFIC_SHIFT (the stages *_TRAFFIC_SHIFT themselves run on the way back, too)", []);
        }

        var details = json is { } read && read.TryGetProperty("hookDetails", out var given) && given.ValueKind == JsonValueKind.Object ? (JsonObject)JsonNode.Parse(given.GetRawText())! : [];
        var attempts = Number(details, Attempts, 0) + 1;
        return verdict.Meaning switch
        {
            HookMeaning.Go => new(200, Body("SUCCEEDED", details, verdict.Why)),
            HookMeaning.Stop => Failed(verdict.Why, details),
            _ when attempts >= Number(details, Most, MostAttempts) => Failed(string.Create(CultureInfo.InvariantCulture, $"after {attempts} times there is no answer still: {verdict.Why}"), details),
            _ => Again(details, attempts, verdict.Why),
        };
    }

    private static HookResponse Again(JsonObject details, int attempts, string why)
    {
        details[Attempts] = attempts;
        var body = Body("IN_PROGRESS", details, why);
        body["callBackDelay"] = Delay;
        return new(200, body);
    }

    private static HookResponse Failed(string why, JsonObject details) => new(200, Body("FAILED", details, why));

    private static JsonObject Body(string status, JsonObject details, string why)
    {
        details["why"] = why;
        return new() { ["hookStatus"] = status, ["hookDetails"] = details };
    }

    private static string? Stage(JsonElement? json) => json is { } read && read.TryGetProperty("lifecycleStage", out var stage) && stage.ValueKind == JsonValueKind.String ? stage.GetString() : null;

    private static int Number(JsonObject details, string name, int otherwise) => details[name] is JsonValue value && value.TryGetValue<int>(out var number) && number > 0 ? number : otherwise;
}
