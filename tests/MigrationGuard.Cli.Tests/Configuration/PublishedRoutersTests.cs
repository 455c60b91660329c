using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Cli.Configuration.Gates.Routers;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class PublishedRoutersTests
{
    private const string Slots = """{ "blue": { "url": "http://a:1", "applicationName": "blue" }, "green": { "url": "http://a:2", "applicationName": "green" } }""";

    [Test]
    public void The_routers_of_docs_routers_md_are_read()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "routers.md"));
        var examples = Regex.Matches(page, "```json\n(.*?)```", RegexOptions.Singleline).Select(match => JsonNode.Parse(match.Groups[1].Value)!).ToArray();

        Assert.That(examples.Select(Read).Select(router => router.GetType()), Is.EqualTo(new[]
        {
            typeof(RouterSettings.Targets), typeof(RouterSettings.HaProxy), typeof(RouterSettings.Flags), typeof(RouterSettings.NginxReload), typeof(RouterSettings.Caddy), typeof(RouterSettings.Flags),
            typeof(RouterSettings.KubernetesService), typeof(RouterSettings.KubernetesRoute), typeof(RouterSettings.Exec), typeof(RouterSettings.Webhook),
        }));
    }

    private static RouterSettings Read(JsonNode example)
    {
        example["gate"]!["service"] = "webshop";
        example["gate"]!["slots"] = JsonNode.Parse(Slots);
        return ConfigurationFile.Read(JsonFile.Parse("c.json", Encoding.UTF8.GetBytes(example.ToJsonString())), "/p").Gate!.Router;
    }
}
