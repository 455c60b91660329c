using System.Globalization;
using System.Text.Json;
using MigrationGuard.Gate.Routing;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>A web service as docs/routers.md describes it; what it stores survives its restart.</summary>
internal sealed class WebhookBed : RouterBed
{
    public const string Secret = "s3cret";

    private readonly HttpClient _client = new();
    private readonly List<SmallServer> _others = [];
    private readonly Lock _lock = new();
    private readonly int[] _inFlight = [0, 0];
    private (string Slot, long Generation) _stored = ("blue", 0);
    private SmallDoor _door;
    private SmallServer _service;

    public WebhookBed()
    {
        _door = new SmallDoor(() => _stored.Slot == "blue" ? Blue : Green, Count);
        _service = new SmallServer(AnswerAsync);
    }

    public override Uri FrontDoor => _door.Address;

    public override IRouter Connect() => Connect(_service, Secret);

    public override IRouter ConnectDenied() => Connect(_service, "another");

    public override IRouter ConnectGarbled()
    {
        var garbled = new SmallServer((_, _) => Task.FromResult(new SmallResponse(200, "<html>")));
        _others.Add(garbled);
        return Connect(garbled, Secret);
    }

    public override async Task StopAsync()
    {
        await _service.DisposeAsync();
        await _door.DisposeAsync();
    }

    public override Task StartAsync()
    {
        _door = new SmallDoor(() => _stored.Slot == "blue" ? Blue : Green, Count, _door.Port);
        _service = new SmallServer(AnswerAsync, _service.Port);
        return Task.CompletedTask;
    }

    protected override async Task EndAsync()
    {
        await StopAsync();
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        _client.Dispose();
    }

    private WebhookRouter Connect(SmallServer service, string secret) => new(
        new WebhookRouterSettings(new Uri(service.Address, "webshop/"), "ROUTER_SECRET", new FrontDoorSettings(FrontDoor))
        {
            PollInterval = TimeSpan.FromMilliseconds(5),
            Variable = name => name == "ROUTER_SECRET" ? secret : null,
        },
        _client);

    private Task<SmallResponse> AnswerAsync(SmallRequest request, CancellationToken cancellation)
    {
        var timestamp = long.Parse(request.Headers["X-MigrationGuard-Timestamp"], CultureInfo.InvariantCulture);
        var signature = WebhookSignature.Of(Secret, timestamp, new HttpMethod(request.Method), request.Path, request.Body);
        return Task.FromResult(signature == request.Headers["X-MigrationGuard-Signature"] ? Answer(request) : new SmallResponse(403, ""));
    }

    private SmallResponse Answer(SmallRequest request)
    {
        lock (_lock)
        {
            return (request.Method, request.Path) switch
            {
                ("GET", "/webshop/observe") => new SmallResponse(200, JsonSerializer.Serialize(new { slot = _stored.Slot, generation = _stored.Generation })),
                ("POST", "/webshop/apply") => Apply(JsonDocument.Parse(request.Body).RootElement),
                ("POST", "/webshop/drain") => new SmallResponse(200, JsonSerializer.Serialize(new { remaining = _inFlight[Slot(JsonDocument.Parse(request.Body).RootElement) == "blue" ? 0 : 1] })),
                _ => new SmallResponse(404, ""),
            };
        }
    }

    private SmallResponse Apply(JsonElement change)
    {
        var wanted = (Slot(change), change.GetProperty("generation").GetInt64());
        if (_stored != wanted && _stored.Generation != change.GetProperty("expectedGeneration").GetInt64())
        {
            return new SmallResponse(412, "");
        }

        _stored = wanted;
        return new SmallResponse(200, "");
    }

    private static string Slot(JsonElement body) => body.GetProperty("slot").GetString()!;

    private void Count(SlotServer slot, int more)
    {
        lock (_lock)
        {
            _inFlight[slot == Blue ? 0 : 1] += more;
        }
    }
}
