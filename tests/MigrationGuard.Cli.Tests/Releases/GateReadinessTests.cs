using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Releases;

public sealed class GateReadinessTests
{
    [TestCase("{}")]
    [TestCase("{ \"service\": \"a\" }")]
    [TestCase("{ \"service\": \"a\", }")]
    [TestCase("{\n  \"service\": \"a\" // the shop\n}\n")]
    [TestCase("\uFEFF{\n  \"failOn\": \"error\", // ü\n  /* last, */\n}")]
    public void A_gate_is_written_into_a_configuration_that_is_there(string before)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("migrationguard.json", before);
        Assert.That(InProcess.Run(folder, "init", "--gate").Output, Does.Contain("Next: migrationguard doctor"));
        var gate = ConfigurationFile.Read("c.json", path).Gate!;
        Assert.That((gate.Slots.Count, gate.Suites.Count, gate.Probes.Count, gate.Policy.BakeWindows), Is.EqualTo((2, 1, 1, 10)));
        Assert.That(File.ReadAllText(path), Does.StartWith(before.TrimStart('\uFEFF')[..before.TrimStart('\uFEFF').LastIndexOf('}')].TrimEnd()));
        var again = InProcess.Run(folder, "init", "--gate");
        Assert.That(again.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(again.Error, Does.Contain("there is a section \"gate\" already"));
    }

    [Test]
    public void A_new_configuration_can_have_a_gate_at_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("db/1_a.sql", "CREATE TABLE a (id bigserial);");
        Assert.That(InProcess.Run(folder, "init", "--gate").Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(ConfigurationFile.Read("c.json", Path.Combine(folder.Path, "migrationguard.json")).Gate, Is.Not.Null);
    }

    [Test]
    public void The_doctor_says_what_of_the_gate_is_not_ready()
    {
        using var shop = new ReleaseFixture(18);
        Assert.That(shop.Tool("doctor").Output, Does.Not.Contain("gate-"));

        shop.Folder.Write("router.json", """{"slot":"blue","generation":"one"}""");
        shop.Web.Deploy("blue", "4.1.0");
        shop.Configure(("\"bakeWindows\": 2", "\"bakeWindows\": 0"), ("\"frontDoor\": \"http", "\"releaseHeader\": \"X-Version\", \"frontDoor\": \"http"));
        var found = shop.Expect(ExitCode.Drift, "doctor");
        Assert.That(found, Does.Contain("gate-router: exec does not say where the traffic goes").And.Contain("gate-front-door: ").And.Contain("0 good measurements make a version stable"));

        shop.Configure();
        shop.Folder.Write("router.json", """{"slot":"blue","generation":1}""");
        Assert.That(shop.Expect(ExitCode.Drift, "doctor"), Does.Contain("gate-manifest: webshop 4.1.0 has the traffic and is not a live version here"));
    }
}
