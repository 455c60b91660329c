using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MigrationGuard.Cli.Hooks;

/// <summary>Answers requests. It keeps nothing between two of them, so that the same question may be asked as often as one likes.</summary>
internal sealed class HookService
{
    /// <summary>The header with the secret; <c>Authorization: Bearer</c> does as well.</summary>
    public const string SecretHeader = "X-MigrationGuard-Token";

    private const int Places = 4;

    private int _taken;

    /// <summary>Asks a question.</summary>
    public required Func<HookSubject, CancellationToken, Task<HookVerdict>> Judge { get; init; }

    /// <summary>How long an answer may take.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>The secret that requests must have; null for none.</summary>
    public string? Secret { get; init; }

    /// <summary>Is told what was answered.</summary>
    public Action<string> Log { get; init; } = _ => { };

    /// <summary>Answers one.</summary>
    public async Task<HookResponse> AnswerAsync(HookRequest request, CancellationToken cancellation)
    {
        if (request is { Method: "GET", Path: "/healthz" })
        {
            return new(200, new() { ["answer"] = "it listens" });
        }

        var route = HookRoutes.All.FirstOrDefault(known => known.Path == request.Path);
        return request.Method switch
        {
            not ("GET" or "POST") => HookResponse.Refused(405, "only GET and POST are served"),
            _ when !HasSecret(request) => HookResponse.Refused(401, $"the secret is missing or wrong; it belongs into the header {SecretHeader}, or, for Flagger, into metadata.token"),
            _ when route is null => HookResponse.Refused(404, $"nothing is served there; served are {string.Join(", ", HookRoutes.All.Select(known => known.Path))}"),
            _ => await AnswerAsync(route, request, cancellation),
        };
    }

    private async Task<HookResponse> AnswerAsync(HookRoute route, HookRequest request, CancellationToken cancellation)
    {
        var verdict = route.Asks(request) is { } question
            ? await LimitedAsync(new(question, request.Query("release"), request.Query("version")), cancellation)
            : new HookVerdict(ExitCode.Usage, "nothing was asked");
        var response = route.Respond(request, verdict);
        Log($"{request.Method} {route.Path}: {response.Status}, {verdict.Answer.ToString().ToLowerInvariant()}: {verdict.Why}");
        return response;
    }

    private async Task<HookVerdict> LimitedAsync(HookSubject subject, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _taken) > Places)
        {
            Interlocked.Decrement(ref _taken);
            return new(ExitCode.Busy, "too much is asked at the same time; ask again");
        }

        // What does not listen to its cancellation keeps its place, so that slow databases do not collect work.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var judging = Task.Run(() => Judge(subject, limit.Token), CancellationToken.None);
        _ = judging.ContinueWith(_ => Interlocked.Decrement(ref _taken), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await judging.WaitAsync(Limit, cancellation);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            await limit.CancelAsync();
            return new(ExitCode.Dependency, FormattableString.Invariant($"there was no answer within {Limit.TotalSeconds:0.#} s: are the database and the router slow?"));
        }
    }

    private bool HasSecret(HookRequest request)
    {
        if (Secret is null)
        {
            return true;
        }

        var given = request.Headers.TryGetValue(SecretHeader, out var header) ? header
            : request.Headers.TryGetValue("Authorization", out var bearer) && bearer.StartsWith("Bearer ", StringComparison.Ordinal) ? bearer["Bearer ".Length..]
            : request.Path.StartsWith("/hooks/flagger/", StringComparison.Ordinal) ? Metadata(request) : null;
        return given is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));
    }

    // Flagger sends no headers of its own, but the metadata of the webhook.
    private static string? Metadata(HookRequest request) =>
        request.Json() is { } json && json.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("token", out var token) && token.ValueKind == JsonValueKind.String ? token.GetString() : null;
}
