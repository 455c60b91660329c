using System.Globalization;
using System.Net;
using System.Text.Json;

namespace MigrationGuard.Gate.Routing;

/// <summary>Any router that a web service knows.</summary>
public sealed class WebhookRouter : IRouter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly WebhookRouterSettings _settings;
    private readonly TimeProvider _time;
    private readonly WebhookCall _call;
    private readonly FrontDoorProbe _probe;

    /// <summary>Makes a router of settings; nothing is asked yet.</summary>
    /// <param name="settings">The service.</param>
    /// <param name="client">Sends the requests; stays the caller's.</param>
    /// <param name="time">The clock.</param>
    public WebhookRouter(WebhookRouterSettings settings, HttpClient client, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _call = new WebhookCall(settings, client, _time);
        _probe = new FrontDoorProbe(settings.FrontDoor);
        Capabilities = new RouterCapabilities(settings.Atomic, settings.Conditional, settings.CountsInFlight, settings.Persists);
    }

    /// <inheritdoc />
    public string Name => $"webhook {_call.Name}";

    /// <inheritdoc />
    public RouterCapabilities Capabilities { get; }

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => await _call.SendAsync(HttpMethod.Get, "observe", "", cancellation) switch
    {
        WebhookAnswer.Answered { Status: HttpStatusCode.OK } answered => RouterAnswer.Observation(answered.Body, _call.Name),
        var answer => new RouterObservation.Unknown(Failure("observe", answer)),
    };

    /// <inheritdoc />
    public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(generation, expectedGeneration);
        var body = JsonSerializer.Serialize(new { slot, generation, expectedGeneration }, Json);
        return new ConditionalChange(ObserveAsync, async token => await _call.SendAsync(HttpMethod.Post, "apply", body, token) switch
        {
            WebhookAnswer.Answered { Status: HttpStatusCode.OK or HttpStatusCode.NoContent } => new ChangeEnd.Done(),
            WebhookAnswer.Answered { Status: HttpStatusCode.Accepted } => new ChangeEnd.NotYet($"{_call.Name} has accepted the change and has not made it yet"),
            WebhookAnswer.Answered { Status: HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed } => new ChangeEnd.Refused(),
            var answer => new ChangeEnd.Failed(Failure("apply", answer)),
        }).MakeAsync(new RouterObservation.At(slot, generation), expectedGeneration, cancellation);
    }

    /// <inheritdoc />
    public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) => _probe.ProbeAsync(samples, cancellation);

    /// <inheritdoc />
    public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) =>
        new Draining(_time, _settings.PollInterval).WaitAsync(token => CountAsync(slot, token), deadline, cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _probe.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<long?> CountAsync(string slot, CancellationToken cancellation) =>
        _settings.CountsInFlight && await _call.SendAsync(HttpMethod.Post, "drain", JsonSerializer.Serialize(new { slot }, Json), cancellation) is WebhookAnswer.Answered { Status: HttpStatusCode.OK } answered
            ? RouterAnswer.Remaining(answered.Body)
            : null;

    private string Failure(string action, WebhookAnswer answer) => answer switch
    {
        WebhookAnswer.Failed failed => failed.Reason,
        WebhookAnswer.Answered { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } answered =>
            string.Create(CultureInfo.InvariantCulture, $"{_call.Name} does not accept our {action} request ({(int)answered.Status}): {(_settings.SecretVariable is { } name ? $"is the secret in {name} the right one, and are the clocks the same?" : "it wants a signature, and no secretVariable is configured")}"),
        WebhookAnswer.Answered answered => string.Create(CultureInfo.InvariantCulture, $"{_call.Name} answered our {action} request with status {(int)answered.Status}"),
        _ => "",
    };
}
