using System.Text;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates.Routers;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class RouterReaderTests
{
    private const string Slots = """{ "blue": { "url": "http://a:1", "applicationName": "b" }, "green": { "url": "http://a:2", "applicationName": "g" } }""";

    private const string Nginx = """
        "kind": "nginx", "status": "http://a/migrationguard", "frontDoor": "http://a/version"
        """;

    private const string Caddy = """
        "kind": "caddy", "admin": "http://127.0.0.1:2019", "id": "shop", "frontDoor": "http://a/version"
        """;

    [Test]
    public void Paths_of_nginx_are_relative_to_the_file_and_flags_are_its_default_form()
    {
        var nginx = (RouterSettings.Flags)Read($"{Nginx}, \"flags\": \"flags\", \"timeout\": \"2s\"");
        Assert.That(nginx.Settings.Flags, Is.EqualTo("/p/flags"));
        Assert.That(nginx.Settings.Slots, Is.EquivalentTo(new[] { "blue", "green" }));
        Assert.That(nginx.Settings.Timeout, Is.EqualTo(TimeSpan.FromSeconds(2)));
        var reloaded = (RouterSettings.NginxReload)Read($"{Nginx}, \"form\": \"reload\", \"include\": \"a.conf\", \"configuration\": \"/etc/nginx/nginx.conf\", \"program\": \"/opt/nginx\"");
        Assert.That(reloaded.Settings.Include, Is.EqualTo("/p/a.conf"));
        Assert.That(reloaded.Settings.Program, Is.EqualTo("/opt/nginx"));
    }

    [Test]
    public void An_upstream_of_Caddy_is_a_text_or_several()
    {
        var caddy = (RouterSettings.Caddy)Read($"{Caddy}, \"upstreams\": {{ \"blue\": \"a:1\", \"green\": [\"b:1\", \"b:2\"] }}, \"autosave\": \"autosave.json\"");
        Assert.That(caddy.Settings.Upstreams["blue"], Is.EqualTo(new[] { "a:1" }));
        Assert.That(caddy.Settings.Upstreams["green"], Is.EqualTo(new[] { "b:1", "b:2" }));
        Assert.That(caddy.Settings.Admin, Is.EqualTo(new Uri("http://127.0.0.1:2019/")));
        Assert.That(caddy.Settings.Autosave, Is.EqualTo("/p/autosave.json"));
    }

    [TestCase(Nginx, "gate.router.flags is missing; write the folder that nginx looks into")]
    [TestCase(Nginx + ", \"flags\": \"f\", \"form\": \"flag\"", "gate.router.form: \"flag\" is not known; did you mean \"flags\"?")]
    [TestCase(Nginx + ", \"flags\": \"f\", \"include\": \"a.conf\"", "gate.router.include: is of \"form\": \"reload\"; remove it, or write that form")]
    [TestCase(Nginx + ", \"flags\": \"f\", \"form\": \"reload\"", "gate.router.flags: is of \"form\": \"flags\"; remove it, or write that form")]
    [TestCase(Nginx + ", \"form\": \"reload\", \"include\": \"a.conf\"", "gate.router.configuration is missing")]
    [TestCase("\"kind\": \"nginx\", \"flags\": \"f\"", "gate.router.status is missing; write the location that says X-Slot")]
    [TestCase(Caddy, "gate.router.upstreams is missing; write { \"blue\":")]
    [TestCase(Caddy + ", \"upstreams\": { \"blue\": \"a:1\" }", "gate.router.upstreams.green is missing; write what Caddy dials")]
    [TestCase(Caddy + ", \"upstreams\": { \"blue\": \"a:1\", \"green\": \"a:1\" }", "gate.router.upstreams: a:1 stands there twice")]
    [TestCase(Caddy + ", \"upstreams\": { \"blue\": \"a:1\", \"green\": [3] }", "gate.router.upstreams.green is an array; write an array of texts")]
    [TestCase(Caddy + ", \"form\": \"flags\", \"flags\": \"f\"", "gate.router.admin: is of \"form\": \"api\"; remove it, or write that form")]
    [TestCase("\"kind\": \"caddy\", \"form\": \"flags\"", "gate.router.flags is missing; write the folder that Caddy looks into")]
    [TestCase("\"kind\": \"caddy\", \"admin\": \"unix//run/caddy.sock\"", "gate.router.admin: is no address of HTTP")]
    [TestCase("\"kind\": \"caddy\", \"admin\": \"http://a\", \"id\": \"../load\"", "gate.router.id: \"../load\" cannot stand in an address")]
    public void What_cannot_be_is_refused_with_path_and_cure(string router, string message)
        => Assert.That(() => Read(router), Throws.TypeOf<UsageException>().With.Message.Contains(message));

    [TestCase("{ \"a/b\": { \"url\": \"http://a\", \"applicationName\": \"b\" }, \"green\": { \"url\": \"http://a\", \"applicationName\": \"b\" } }", "gate.router.kind: the slot \"a/b\" cannot be a part of nginx's files")]
    [TestCase("{ \"a\": { \"url\": \"http://a\", \"applicationName\": \"b\" }, \"b\": { \"url\": \"http://a\", \"applicationName\": \"b\" }, \"c\": { \"url\": \"http://a\", \"applicationName\": \"b\" } }", "gate.router.form: one flag tells two slots apart")]
    public void Slots_that_flags_cannot_tell_are_refused(string slots, string message)
        => Assert.That(() => Read($"{Nginx}, \"flags\": \"f\"", slots), Throws.TypeOf<UsageException>().With.Message.Contains(message));

    private static RouterSettings Read(string router, string slots = Slots)
        => ConfigurationFile.Read(JsonFile.Parse("c.json", Encoding.UTF8.GetBytes($$"""{ "gate": { "service": "webshop", "slots": {{slots}}, "router": { {{router}} } } }""")), "/p").Gate!.Router;
}
