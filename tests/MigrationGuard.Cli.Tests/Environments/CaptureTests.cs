using System.Text;
using MigrationGuard.Cli.Environments;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Gate.Environments;

namespace MigrationGuard.Cli.Tests.Environments;

[Platform(Exclude = "Win")]
public sealed class CaptureTests
{
    private static readonly CaptureKey Key = CaptureKey.Of("0123456789abcdef-shared")!;

    private static readonly Dictionary<string, string> Variables = new() { ["MIGRATIONGUARD_ENVIRONMENT_KEY"] = "0123456789abcdef-shared" };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_environment_of_another_program_is_captured_without_its_values()
    {
        _folder.Write("flags.json", """{ "new-checkout": true, "limit": 5 }""");
        var outcome = InProcess.Run(
            _folder, Variables, "", "environment", "capture", "--label", "4.3.0", "--digest", "sha256:4.3.0", "--image", "sha256:i", "--flags", "flags.json", "--",
            "env", "-i", "SHOP_TOKEN=hunter2", "SHOP_DB=Host=db1;Database=shop;Username=shop_app;Password=hunter2;Application Name=webshop-4.3.0", "MIGRATIONGUARD_ENVIRONMENT_KEY=0123456789abcdef-shared", "/usr/bin/env", "-0");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Yes, "")));
        Assert.That(outcome.Output, Does.Not.Contain("hunter2").And.Not.Contain("0123456789abcdef"));
        var capture = CaptureFile.Read(outcome.Output, Key).Capture!;
        Assert.That((capture.Release, capture.Digest, capture.Image, capture.Variables["SHOP_TOKEN"]), Is.EqualTo(("4.3.0", "sha256:4.3.0", "sha256:i", Key.Hash("SHOP_TOKEN", "hunter2"))));
        Assert.That(capture.Variables.Keys.Concat(capture.Flags.Keys), Is.EquivalentTo(new[] { "SHOP_TOKEN", "new-checkout", "limit" }));
        Assert.That(capture.Connections[0] with { Rest = "" }, Is.EqualTo(new ConnectionFacts("SHOP_DB") { Host = "db1", Port = 5432, Database = "shop", Role = "shop_app" }));
    }

    [Test]
    public async Task The_own_environment_is_captured_into_a_file()
    {
        var variables = new Dictionary<string, string>(Variables) { ["SHOP_TOKEN"] = "hunter2", ["MIGRATIONGUARD_LABEL"] = "4.3.0", ["MIGRATIONGUARD_DIGEST"] = "sha256:4.3.0" };
        var outcome = await ToolProcess.RunAsync(_folder.Path, [], variables, "environment", "capture", "--output", "green.json");
        Assert.That((outcome.Code, outcome.Output, outcome.Error), Is.EqualTo((ExitCode.Yes, "", "")));
        var capture = CaptureFile.Read(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "green.json")), Key).Capture!;
        Assert.That((capture.Release, capture.Variables["SHOP_TOKEN"], capture.Variables.ContainsKey("MIGRATIONGUARD_ENVIRONMENT_KEY")), Is.EqualTo(("4.3.0", Key.Hash("SHOP_TOKEN", "hunter2"), false)));
    }

    [Test]
    public void Without_a_key_a_program_or_variables_nothing_is_captured()
    {
        Assert.That(InProcess.Run(_folder, "environment", "capture"), Has.Property("Code").EqualTo(ExitCode.Usage).And.Property("Error").Contains("MIGRATIONGUARD_ENVIRONMENT_KEY, the key of the captures, is not set or shorter than 16 characters"));
        Assert.That(InProcess.Run(_folder, Variables, "", "environment", "capture", "--", "nosuchprogram-4711").Code, Is.EqualTo(ExitCode.Dependency));
        Assert.That(InProcess.Run(_folder, Variables, "", "environment", "capture", "--", "false").Code, Is.EqualTo(ExitCode.Dependency));
        Assert.That(InProcess.Run(_folder, Variables, "", "environment", "capture", "--", "true").Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(InProcess.Run(_folder, Variables, "", "environment", "capture", "--flags", "none.json", "--", "env").Code, Is.EqualTo(ExitCode.Usage));
    }

    [TestCase("A=1\nB=x=y\n", "A=1|B=x=y")]
    [TestCase("A=1\nsecond line\nB=2", "A=1\nsecond line|B=2")]
    [TestCase("A=1\nB not=2\0C=3\0", "A=1\nB not=2|C=3")]
    [TestCase("A=\r\nB=2\r\n", "A=|B=2")]
    [TestCase("garbage", "")]
    public void Variables_are_read_as_env_prints_them(string text, string variables) =>
        Assert.That(string.Join('|', VariableText.Read(Encoding.UTF8.GetBytes(text)).Select(variable => $"{variable.Key}={variable.Value}")), Is.EqualTo(variables));

    [TestCase("Host=db1;Port=6432;Database=shop;Username=app;Search Path=a,b", "db1:6432/shop (a,b) app")]
    [TestCase("Server=db1;Database=shop;User Id=app", "db1:5432/shop app")]
    [TestCase("postgres://app:hunter2@db1:6432/shop?sslmode=require", "db1:6432/shop app")]
    [TestCase("host=db1 dbname=shop user=app", "db1:5432/shop app")]
    [TestCase("Server=db1;Database=shop;TrustServerCertificate=true;Encrypt=optional", "")]
    [TestCase("https://db1/shop", "")]
    [TestCase("a;b=c", "")]
    [TestCase("", "")]
    public void Connections_are_found_in_their_forms(string value, string found)
    {
        var variables = new Dictionary<string, string> { ["X"] = value };
        var connections = ConnectionReader.Take(variables, Key);
        Assert.That(string.Concat(connections.Select(connection => $"{connection.Target} {connection.Role}")), Is.EqualTo(found));
        Assert.That(variables.ContainsKey("X"), Is.EqualTo(found.Length == 0));
    }

    [Test]
    public void A_password_is_compared_and_an_application_name_is_not()
    {
        string Rest(string text) => ConnectionReader.Take(new() { ["X"] = text }, Key)[0].Rest;
        Assert.That(Rest("Host=a;Password=b;Application Name=1"), Is.EqualTo(Rest("Application Name=2;Password=b;Host=a")));
        Assert.That(Rest("Host=a;Password=b"), Is.Not.EqualTo(Rest("Host=a;Password=c")));
    }

    [Test]
    public void Variables_of_libpq_are_one_connection()
    {
        var variables = new Dictionary<string, string> { ["PGHOST"] = "db1", ["PGDATABASE"] = "shop", ["PGUSER"] = "app", ["PGPASSWORD"] = "hunter2", ["OTHER"] = "" };
        Assert.That(ConnectionReader.Take(variables, Key)[0] with { Rest = "" }, Is.EqualTo(new ConnectionFacts("PGHOST") { Host = "db1", Port = 5432, Database = "shop", Role = "app" }));
        Assert.That(variables.Keys, Is.EqualTo(new[] { "OTHER" }));
    }

    [Test]
    public void Limits_are_those_of_the_control_group()
    {
        _folder.Write("memory.max", "536870912\n");
        _folder.Write("cpu.max", "200000 100000\n");
        Assert.That(ResourceLimits.Read(_folder.Path), Is.EqualTo(new Dictionary<string, string> { ["memory"] = "536870912", ["cpu"] = "200000 100000" }));
        Assert.That(ResourceLimits.Read("/nowhere"), Is.Empty);
    }
}
