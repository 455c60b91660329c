using System.Text;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Gate.Watching.Queries;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class BakeQuerySettingsTests
{
    [Test]
    public void Everything_that_can_be_said_is_read() => Assert.That(
        Read("""
            [{ "name": "error rate", "prometheus": "http://p:9090/x", "query": "a{s=\"{slot}\"}", "tokenVariable": "TOKEN", "good": "< 0.01", "bad": ">= 0.05", "emptyIs": "good", "timeout": "2s" },
             { "name": "stuck", "sql": "SELECT count(*) FROM a WHERE b > now() - {window}", "connectionVariable": "REPLICA", "good": "== 0" }]
            """),
        Is.EqualTo(new[]
        {
            new BakeQuery("error rate", new QuerySource.Prometheus(new("http://p:9090/x"), "a{s=\"{slot}\"}") { TokenVariable = "TOKEN" }, new("<", 0.01)) { Bad = new(">=", 0.05), EmptyIs = EmptyMeans.Good, Timeout = TimeSpan.FromSeconds(2) },
            new BakeQuery("stuck", new QuerySource.Sql("SELECT count(*) FROM a WHERE b > now() - {window}") { ConnectionVariable = "REPLICA" }, new("==", 0)),
        }));

    [TestCase("\"sql\": \"SELECT 1\"", "gate.bake.queries[0].good is missing; write a comparison such as \"< 0.01\"")]
    [TestCase("\"sql\": \"SELECT 1\", \"good\": \"0.01\"", "gate.bake.queries[0].good: \"0.01\" is no comparison; write")]
    [TestCase("\"sql\": \"SELECT 1\", \"good\": \"< 5\", \"bad\": \"> 4\"", "gate.bake.queries[0].bad: 4.5 would be good and bad; let < 5 and > 4 have nothing in common")]
    [TestCase("\"good\": \"< 5\"", "gate.bake.queries[0].prometheus: is missing; write where Prometheus is")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT 1\", \"prometheus\": \"http://p\"", "gate.bake.queries[0].sql: a query asks Prometheus or a database")]
    [TestCase("\"good\": \"< 5\", \"prometheus\": \"p:9090\", \"query\": \"x\"", "gate.bake.queries[0].prometheus: is no address of HTTP")]
    [TestCase("\"good\": \"< 5\", \"prometheus\": \"http://p\"", "gate.bake.queries[0].query is missing; write PromQL")]
    [TestCase("\"good\": \"< 5\", \"prometheus\": \"http://p\", \"query\": \"x{s=\\\"{slott}\\\"}\"", "gate.bake.queries[0].query: {slott} is no placeholder; known are {slot}, {version}, {otherSlot}, {otherVersion}, {window}")]
    [TestCase("\"good\": \"< 5\", \"prometheus\": \"http://p\", \"query\": \"x\", \"connectionVariable\": \"X\"", "gate.bake.queries[0].connectionVariable: is used with \"sql\" only")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT 1\", \"tokenVariable\": \"X\"", "gate.bake.queries[0].tokenVariable: is used with \"prometheus\" only")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT 1; SELECT 2\"", "gate.bake.queries[0].sql: it has 2 statements")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT {colour}\"", "gate.bake.queries[0].sql: {colour} is no placeholder; known are {slot}")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT '{slot}'\"", "gate.bake.queries[0].sql: {slot} stands in quotes")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT 1\", \"emptyIs\": \"fine\"", "gate.bake.queries[0].emptyIs: \"fine\" is not known")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT 1\", \"timeout\": \"0s\"", "gate.bake.queries[0].timeout: an answer needs some time")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT 1\", \"better\": \"< 4\"", "gate.bake.queries[0].better is not known; did you mean")]
    [TestCase("\"good\": \"< 5\", \"sql\": \"SELECT 1\" }, { \"name\": \"q\", \"good\": \"< 5\", \"sql\": \"SELECT 1\"", "gate.bake.queries: two are called \"q\"")]
    public void What_cannot_be_is_refused_with_path_and_cure(string members, string message) =>
        Assert.That(() => Read($$"""[{ "name": "q", {{members}} }]"""), Throws.TypeOf<UsageException>().With.Message.Contains(message));

    [TestCase("\"prometheus\": \"http://me:hunter2@p\", \"query\": \"x\"")]
    [TestCase("\"prometheus\": \"http://p\", \"query\": \"x\", \"tokenVariable\": \"Bearer hunter2\"")]
    [TestCase("\"prometheus\": \"http://p\", \"query\": \"x\", \"token\": \"hunter2\"")]
    [TestCase("\"sql\": \"SELECT 1\", \"connectionVariable\": \"Host=a;Password=hunter2\"")]
    public void A_secret_in_the_file_is_refused_and_not_repeated(string members) =>
        Assert.That(() => Read($$"""[{ "name": "q", "good": "< 5", {{members}} }]"""), Throws.TypeOf<UsageException>().With.Message.Not.Contains("hunter2"));

    private static IReadOnlyList<BakeQuery> Read(string queries)
    {
        var text = $$"""
            { "gate": { "slots": { "blue": { "url": "http://a:1", "applicationName": "b" }, "green": { "url": "http://a:2", "applicationName": "g" } },
              "router": { "kind": "exec", "observe": "o", "apply": "a", "frontDoor": "http://a/" }, "bake": { "queries": {{queries}} } } }
            """;
        return ConfigurationFile.Read(JsonFile.Parse("c.json", Encoding.UTF8.GetBytes(text)), "/p").Gate!.BakeQueries;
    }
}
