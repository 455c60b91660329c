using System.Text;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Configuration;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Test]
    public void Everything_that_can_be_said_is_read()
    {
        var settings = Read("""
            {
              // Comments are allowed, and a comma at the end.
              "$schema": "x", "database": "postgresql", "databaseVersion": 16, "baseline": "3_b", "migrations": ["db/a", "db/b"],
              "transaction": "none", "unknown": "warn", "failOn": "warning", "completeHistory": true, "state": "state.json",
            }
            """);
        Assert.Multiple(() =>
        {
            Assert.That(settings.Check.Database!.Value, Is.EqualTo(DatabaseKinds.PostgreSql));
            Assert.That(settings.Check.DatabaseVersion!.Value, Is.EqualTo(16));
            Assert.That(settings.Check.Baselines[""].Value, Is.EqualTo("3_b"));
            Assert.That(settings.Check.Migrations!.Value, Is.EqualTo(new[] { "/p/db/a", "/p/db/b" }));
            Assert.That(settings.Check.Transaction!.Value, Is.EqualTo(TransactionMode.None));
            Assert.That(settings.Check.Unknown!.Value, Is.EqualTo(UnknownHandling.Warn));
            Assert.That(settings.FailOn!.Value, Is.EqualTo(FailOn.Warning));
            Assert.That(settings.Check.CompleteHistory!.Value, Is.True);
            Assert.That(settings.Check.State!.Value, Is.EqualTo("/p/state.json"));
        });
    }

    [TestCase("{ \"databse\": \"postgresql\" }", "c.json(1,3): \"databse\" is not known; did you mean \"database\"?")]
    [TestCase("{\n  \"database\": 16 }", "c.json(2,15): \"database\" is the number 16; write a string that is not empty")]
    [TestCase("{ \"database\": \"mysql\" }", "c.json(1,15): \"mysql\" is not known; write \"postgresql\" or \"sqlserver\"")]
    [TestCase("{ \"unknown\": \"maybe\" }", "write \"fail\" or \"warn\"")]
    [TestCase("{ \"migrations\": [] }", "write a path or an array of paths")]
    [TestCase("{ \"completeHistory\": \"yes\" }", "write true or false")]
    [TestCase("{ \"databaseVersion\": \"new\" }", "\"new\" is no version")]
    [TestCase("{ \"state\": \"a\", \"state\": \"b\" }", "c.json(1,17): \"state\" stands here a second time")]
    [TestCase("[]", "c.json(1,1): must be an object")]
    [TestCase("{ \"database\": ", "is not JSON")]
    [TestCase("", "is not JSON")]
    public void What_cannot_be_is_refused_with_its_place(string json, string message)
        => Assert.That(() => Read(json), Throws.TypeOf<UsageException>().With.Message.Contains(message));

    private static Settings Read(string json) => ConfigurationFile.Read(JsonFile.Parse("c.json", Encoding.UTF8.GetBytes(json)), "/p");
}
