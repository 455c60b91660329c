using System.Net;
using System.Text;
using System.Text.Json;
using MigrationGuard.Gate.Routing;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing;

internal sealed class WebhookRouterTests
{
    private const string Secret = "s3cret";

    [Test]
    public async Task Requests_are_the_published_ones()
    {
        var service = new FakeService(_ => (HttpStatusCode.OK, """{"slot":"blue","generation":7}"""));
        await using var router = Router(service);

        await router.ApplyAsync("green", 8, 7, default);
        await router.DrainAsync("blue", TimeSpan.Zero, default);

        Assert.That(service.Requests.Select(request => request.Line), Is.EqualTo(new[]
        {
            "GET https://router.example/webshop/observe?zone=eu", "POST https://router.example/webshop/apply?zone=eu",
            "GET https://router.example/webshop/observe?zone=eu", "POST https://router.example/webshop/drain?zone=eu",
        }));
        AssertSame(service.Requests[1].Body, Published.Blocks("json apply").Single());
        AssertSame(service.Requests[3].Body, Published.Blocks("json drain").Single());
    }

    [Test]
    public async Task Requests_are_signed_as_published()
    {
        var service = new FakeService(_ => (HttpStatusCode.OK, """{"slot":"blue","generation":7}"""));
        await using var router = new WebhookRouter(Settings with { Address = new Uri("https://router.example/webshop") }, service.Client, new FixedTime(1767225600));

        await router.ApplyAsync("green", 8, 7, default);

        Assert.That($"{service.Requests[1].Body}\n{service.Requests[1].Signature}", Is.EqualTo(Published.Blocks("text signature").Single()));
    }

    [TestCase(HttpStatusCode.Accepted, "https://router.example has accepted the change and has not made it yet")]
    [TestCase(HttpStatusCode.InternalServerError, "https://router.example answered our apply request with status 500")]
    [TestCase(HttpStatusCode.Redirect, "https://router.example answered our apply request with status 302")]
    [TestCase(HttpStatusCode.Unauthorized, "https://router.example does not accept our apply request (401): is the secret in ROUTER_SECRET the right one, and are the clocks the same?")]
    public async Task A_change_that_was_not_made_says_why(HttpStatusCode status, string reason)
    {
        var service = new FakeService(request => request.Method == HttpMethod.Get ? (HttpStatusCode.OK, """{"slot":"blue","generation":7}""") : (status, ""));
        await using var router = Router(service);

        var answer = await router.ApplyAsync("green", 8, 7, default);

        Assert.That(answer, Is.InstanceOf<RouterObservation.NotYet>().Or.InstanceOf<RouterObservation.Unknown>());
        Assert.That(answer.ToString(), Does.Contain(reason));
    }

    [TestCase(HttpStatusCode.Conflict)]
    [TestCase(HttpStatusCode.PreconditionFailed)]
    public async Task A_change_that_is_refused_leaves_the_router_where_it_is(HttpStatusCode status)
    {
        var applied = false;
        var service = new FakeService(request =>
        {
            var refused = request.Method == HttpMethod.Post;
            applied |= refused;
            return refused ? (status, "") : (HttpStatusCode.OK, applied ? """{"slot":"red","generation":8}""" : """{"slot":"blue","generation":7}""");
        });
        await using var router = Router(service);

        Assert.That(await router.ApplyAsync("green", 8, 7, default), Is.EqualTo(new RouterObservation.At("red", 8)));
    }

    [Test]
    public async Task A_service_that_is_slow_is_unknown()
    {
        var service = new FakeService(_ => (HttpStatusCode.OK, "")) { Delay = TimeSpan.FromMinutes(1) };
        await using var router = new WebhookRouter(Settings with { Timeout = TimeSpan.FromMilliseconds(50) }, service.Client);

        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.Unknown("https://router.example did not answer within 0.1 seconds")));
    }

    [Test]
    public async Task Without_the_secret_nothing_is_sent()
    {
        var service = new FakeService(_ => (HttpStatusCode.OK, """{"slot":"blue","generation":7}"""));
        await using var router = new WebhookRouter(Settings with { Variable = _ => null }, service.Client);

        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.Unknown("the environment variable ROUTER_SECRET with the secret of the router's web service is not set")));
        Assert.That(service.Requests, Is.Empty);
    }

    [Test]
    public async Task Without_a_variable_requests_are_not_signed()
    {
        var service = new FakeService(_ => (HttpStatusCode.Forbidden, ""));
        await using var router = new WebhookRouter(Settings with { SecretVariable = null }, service.Client);

        var answer = await router.ObserveAsync(default);

        Assert.That(service.Requests.Single().Signature, Is.Empty);
        Assert.That(answer.ToString(), Does.Contain("it wants a signature, and no secretVariable is configured"));
    }

    [Test]
    public async Task No_message_shows_the_secret_or_what_may_be_one_in_the_address()
    {
        var messages = new StringBuilder();
        foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.BadGateway })
        {
            var service = new FakeService(_ => (status, "token"));
            await using var router = new WebhookRouter(Settings with { Address = new Uri("https://user:pa55@router.example/hook/T0KEN?key=QUERY") }, service.Client);
            messages.Append(router.Name).Append(await router.ObserveAsync(default)).Append(await router.ApplyAsync("green", 8, 7, default));
        }

        Assert.That(messages.ToString(), Does.Not.Contain(Secret).And.Not.Contain("pa55").And.Not.Contain("T0KEN").And.Not.Contain("QUERY"));
    }

    private static WebhookRouterSettings Settings => new(new Uri("https://router.example/webshop?zone=eu"), "ROUTER_SECRET", new FrontDoorSettings(new Uri("http://127.0.0.1:1/"))) { Variable = _ => Secret };

    private static WebhookRouter Router(FakeService service) => new(Settings, service.Client);

    private static void AssertSame(string actual, string expected) =>
        Assert.That(JsonElement.DeepEquals(JsonDocument.Parse(actual).RootElement, JsonDocument.Parse(expected).RootElement), $"{actual} is {expected}");

    private sealed class FixedTime(long seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
