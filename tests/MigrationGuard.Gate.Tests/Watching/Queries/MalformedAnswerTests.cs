using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Watching.Queries;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Gate.Tests.Watching.Queries;

/// <summary>Answers that a real Prometheus does not give on demand.</summary>
public sealed class MalformedAnswerTests
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [TestCase(200, """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"+Inf"]}]}}""", "it is +Inf: something was divided by nothing")]
    [TestCase(200, """{"status":"success","warnings":["partial response"],"data":{"resultType":"vector","result":[{"metric":{},"value":[1,"0"]}]}}""", "it answered with a warning: partial response")]
    [TestCase(200, """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{"count":"3"}]}]}}""", "the query selects a histogram")]
    [TestCase(200, """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,0]}]}}""", "its answer has no value")]
    [TestCase(200, """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"12 apples"]}]}}""", "its value \"12 apples\" is no number")]
    [TestCase(200, """{"status":"success","data":{"resultType":"vector","result":[7]}}""", "its answer has no value")]
    [TestCase(200, """{"status":"success","data":{"resultType":"streams","result":[]}}""", "its answer is a streams")]
    [TestCase(200, """{"status":"success"}""", "its answer has no result")]
    [TestCase(200, "[]", "its answer is not that of a Prometheus")]
    [TestCase(200, "<html>sign in</html>", "its answer is not that of a Prometheus")]
    [TestCase(200, "", "its answer is not that of a Prometheus")]
    [TestCase(302, "", "it answered 302: this is not the address of a Prometheus")]
    [TestCase(401, "no", "it answered 401: it does not let us in; \"tokenVariable\" names the variable with a token")]
    [TestCase(404, """{"status":"error","errorType":"not_found","error":"x"}""", "it answered 404: this is not the address of a Prometheus")]
    [TestCase(503, """{"status":"error","errorType":"timeout","error":"query timed out"}""", "it answered 503: query timed out")]
    [TestCase(502, "bad gateway", "it answered 502")]
    public async Task What_is_no_number_is_inconclusive_and_says_why(int status, string body, string why)
    {
        await using var server = new SmallServer((_, _) => Task.FromResult(new SmallResponse(status, body) { Headers = new Dictionary<string, string> { ["Location"] = "/elsewhere" } }));
        var result = QueryBake.Judge(Query(server.Address), await Asker().AskAsync(Query(server.Address), QueryValues.Of(World.Release, TimeSpan.FromSeconds(30)), default));
        Assert.That(result.Reading, Is.EqualTo(BakeReading.Inconclusive));
        Assert.That(result.Why, Does.StartWith("error rate: " + why));
    }

    [Test]
    public async Task A_server_that_never_answers_is_inconclusive_in_time_and_one_that_does_the_second_time_is_not()
    {
        await using var server = new SmallServer(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new(200, "");
        });
        Assert.That(await Ask(Query(server.Address) with { Timeout = TimeSpan.FromMilliseconds(100) }), Is.EqualTo(new QueryAnswer.Silent("it did not answer within 0.1 s")));
        Assert.That(await Ask(Query(TestDoor.Closed())), Is.InstanceOf<QueryAnswer.Silent>().With.Property("Why").Contains("refused"));

        var asked = 0;
        await using var starting = new SmallServer((_, _) => Task.FromResult(new SmallResponse(asked++ == 0 ? 503 : 200, """{"status":"success","data":{"resultType":"scalar","result":[1,"0"]}}""")));
        Assert.That(await Ask(Query(starting.Address)), Is.EqualTo(new QueryAnswer.Number(0)));
    }

    [Test]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var server = new SmallServer((_, _) => Task.FromResult(new SmallResponse(200, new string(' ', 2 << 20))));
        Assert.That(await Ask(Query(server.Address)), Is.InstanceOf<QueryAnswer.Unclear>().With.Property("Why").StartsWith("its answer is longer than 1 MB"));
    }

    [Test]
    public async Task A_token_goes_to_the_server_and_nowhere_else()
    {
        var requests = new List<SmallRequest>();
        await using var server = new SmallServer((request, _) =>
        {
            requests.Add(request);
            return Task.FromResult(new SmallResponse(307, "") { Headers = new Dictionary<string, string> { ["Location"] = "/stolen" } });
        });
        var query = Query(server.Address) with { Source = new QuerySource.Prometheus(new(server.Address, "prefix/"), "vector(1)") { TokenVariable = "TOKEN" } };
        var answer = await Asker(name => name == "TOKEN" ? "hunter2" : null).AskAsync(query, QueryValues.Of(World.Release, TimeSpan.FromSeconds(30)), default);
        Assert.That(requests.Select(request => (request.Method, request.Path, request.Headers["Authorization"])), Is.EqualTo(new[] { ("POST", "/prefix/api/v1/query", "Bearer hunter2") }));
        Assert.That(answer.ToString(), Does.Not.Contain("hunter2"));
        Assert.That(await Ask(query), Is.EqualTo(new QueryAnswer.Wrong("the environment variable TOKEN is not set")));
    }

    private static BakeQuery Query(Uri server) => new("error rate", new QuerySource.Prometheus(server, "vector(0)"), new("<", 0.01));

    private static Task<QueryAnswer> Ask(BakeQuery query) => Asker().AskAsync(query, QueryValues.Of(World.Release, TimeSpan.FromSeconds(30)), default);

    private static QueryAsker Asker(Func<string, string?>? variable = null) =>
        new(new() { Client = Client, Variable = variable ?? (_ => null), Database = _ => throw new InvalidOperationException(), Time = TimeProvider.System });
}
