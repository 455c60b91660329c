using MigrationGuard.Configuration;
using MigrationGuard.Databases;

namespace MigrationGuard.Tests.Configuration;

public sealed class CheckSettingsTests
{
    [Test]
    public void What_only_commands_read_is_known_and_left_to_them()
        => Assert.That(Read("""{ "gate": 3, "service": "shop", "role": "app", "searchPath": "app", "failOn": "warning", "database": "postgresql" }""").Database!.Value, Is.EqualTo(DatabaseKinds.PostgreSql));

    [Test]
    public void A_value_keeps_its_place() => Assert.That(Read("{\n  \"databaseVersion\": 16 }").DatabaseVersion!.Origin.ToString(), Is.EqualTo("c.json(2,22)"));

    [TestCase("""{ "database": "postgresql", "databaseVersion": 11 }""", "c.json(1,48): PostgreSQL '11' is not supported")]
    [TestCase("""{ "database": "postgresql", "edition": "web" }""", "c.json(1,40): ")]
    [TestCase("""{ "databaseVersion": 16 }""", "c.json(1,22): a version or edition needs the database too")]
    public void Servers_that_cannot_be_are_refused_with_the_place_of_the_setting(string json, string message) => Assert.That(
        () => Read(json).Verify(),
        Throws.TypeOf<ConfigurationException>().With.Matches<ConfigurationException>(exception => $"{exception.Origin}: {exception.Message}".StartsWith(message, StringComparison.Ordinal)));

    [Test]
    public void A_path_that_no_system_has_is_refused_like_any_other_value()
        => Assert.That(() => Read("""{ "state": "a\u0000b" }"""), Throws.TypeOf<ConfigurationException>().With.Message.Contains("write a path"));

    private static CheckSettings Read(string json) => CheckSettingsReader.Read("c.json", json, "/p");
}
