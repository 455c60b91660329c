using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>The handler in the running Caddy, and in the file that a restart goes by.</summary>
internal sealed class CaddyConfiguration(CaddySettings settings, CaddyAdmin admin)
{
    private string Object => $"id/{settings.Id}";

    /// <summary>What requests go by now.</summary>
    public async Task<CaddyReading> ReadAsync(CancellationToken cancellation) => await admin.GetAsync(Object, cancellation) switch
    {
        CaddyAnswer.Failed failed => new CaddyReading.Failed(failed.Reason),
        CaddyAnswer.Answered { Status: HttpStatusCode.OK } answered => Parse(answered.Body) is JsonObject handler ? Read(handler, answered.ETag, "in Caddy's configuration") : NotUnderstood(answered.Body),
        CaddyAnswer.Answered { Status: HttpStatusCode.NotFound } => new CaddyReading.Failed($"Caddy's configuration has no object with \"@id\": \"{settings.Id}\""),
        CaddyAnswer.Answered answered => new CaddyReading.Failed(Refusal("read", answered)),
        _ => new CaddyReading.Failed(""),
    };

    /// <summary>Replaces the handler if nobody has changed it since it was read.</summary>
    public async Task<ChangeEnd> WriteAsync(CaddyReading.Found before, CaddyChoice choice, CancellationToken cancellation) =>
        await admin.PatchAsync(Object, CaddyHandler.With(before.Handler, choice).ToJsonString(), before.ETag, cancellation) switch
        {
            CaddyAnswer.Answered { Status: HttpStatusCode.OK } => new ChangeEnd.Done(),
            CaddyAnswer.Answered { Status: HttpStatusCode.PreconditionFailed } => new ChangeEnd.Refused(),
            CaddyAnswer.Answered answered => new ChangeEnd.Failed(Refusal("change", answered)),
            CaddyAnswer.Failed failed => new ChangeEnd.Failed(failed.Reason),
            _ => new ChangeEnd.Failed(""),
        };

    /// <summary>Why a restart would undo a choice; null when nothing is known that would.</summary>
    public async Task<string?> ForgottenAsync(CaddyChoice choice, CancellationToken cancellation) => await admin.GetAsync("config/admin", cancellation) switch
    {
        CaddyAnswer.Answered { Status: HttpStatusCode.OK } answered when Parse(answered.Body) is JsonObject section && section["config"] is JsonObject config && config["persist"] is JsonValue persist && persist.GetValueKind() == JsonValueKind.False =>
            "Caddy does not store changes: admin.config.persist is false",
        CaddyAnswer.Failed failed => failed.Reason,
        _ when settings.Autosave is { } file => Stored(file) switch
        {
            CaddyReading.Found found when found.Choice == choice => null,
            CaddyReading.Found found => $"{file} says {found.Choice.Words}",
            CaddyReading.Failed failed => failed.Reason,
            _ => null,
        },
        _ => null,
    };

    private CaddyReading Stored(string file)
    {
        try
        {
            return Find(Parse(File.ReadAllText(file)), 0) is { } handler ? Read(handler, null, $"in {file}") : new CaddyReading.Failed($"{file} has no object with \"@id\": \"{settings.Id}\"");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new CaddyReading.Failed($"what Caddy stores cannot be read: {failure.Message}");
        }
    }

    private JsonObject? Find(JsonNode? node, int depth) => depth > 60 ? null : node switch
    {
        JsonObject found when found["@id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String && id.GetValue<string>() == settings.Id => found,
        JsonObject other => other.Select(member => Find(member.Value, depth + 1)).FirstOrDefault(found => found is not null),
        JsonArray array => array.Select(item => Find(item, depth + 1)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private CaddyReading Read(JsonObject handler, string? etag, string where) => CaddyHandler.Read(handler) switch
    {
        ({ } choice, _) => new CaddyReading.Found(choice, handler, etag),
        (_, var reason) => new CaddyReading.Failed($"\"{settings.Id}\" {where} {reason}"),
    };

    private static CaddyReading.Failed NotUnderstood(string answer)
    {
        var line = answer.Split('\n')[0];
        return new CaddyReading.Failed($"what Caddy's admin API answers is not understood: {(line.Length > 120 ? line[..120] : line)}");
    }

    private string Refusal(string what, CaddyAnswer.Answered answered) => answered.Status == HttpStatusCode.Forbidden
        ? $"Caddy's admin API at {settings.Admin} does not let us {what} (403): are its origins the address that is configured?"
        : string.Create(CultureInfo.InvariantCulture, $"Caddy's admin API answered {(int)answered.Status} when we asked to {what} {settings.Id}: {Error(answered.Body)}");

    private static string Error(string body) =>
        Parse(body) is JsonObject answer && answer["error"] is JsonValue error && error.GetValueKind() == JsonValueKind.String && error.GetValue<string>() is var text
            ? text.Length > 300 ? text[..300] : text
            : "it does not say why";

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
