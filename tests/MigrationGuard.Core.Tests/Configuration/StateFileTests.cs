using MigrationGuard.Configuration;
using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Tests.Configuration;

public sealed class StateFileTests
{
    [TestCase("""{ "live": [] }""")]
    [TestCase("""{ "live": [{ "version": "4.2.0" }] }""")]
    [TestCase("""{ }""")]
    public void A_version_without_a_manifest_may_need_everything(string text) => Assert.That(Read(text).Live.Known, Is.False);

    [Test]
    public void Live_versions_and_what_they_use_are_read()
    {
        var state = Read("""
            {
              "lastReleased": "3_b",
              "live": [
                { "version": "4.2.0", "uses": [{ "table": "app.users", "column": "username", "statements": 3, "place": "UserStore.cs:42" }, { "table": "orders" }] },
                { "version": "4.3.0", "uses": [] }
              ]
            }
            """);
        Assert.Multiple(() =>
        {
            Assert.That(state.LastReleased!.Value, Is.EqualTo("3_b"));
            Assert.That(state.Live.Known, Is.True);
            Assert.That(state.Live.Labels, Is.EqualTo(new[] { "4.2.0", "4.3.0" }));
            Assert.That(state.Live.Uses, Is.EqualTo(new[]
            {
                new Use("4.2.0", new ObjectName("app", "users"), "username", 3, "UserStore.cs:42"),
                new Use("4.2.0", new ObjectName(null, "orders"), null, 1, null),
            }));
        });
    }

    [Test]
    public void A_file_that_names_no_live_versions_knows_nothing_of_them() => Assert.That(Read("{}").Live.Known, Is.False);

    [TestCase("{ \"live\": [{ \"uses\": [] }] }", "s.json(1,12): \"version\" is missing")]
    [TestCase("{ \"live\": {} }", "\"live\" is an object; write an array")]
    [TestCase("{ \"live\": [{ \"version\": \"1\", \"uses\": [{ \"tabel\": \"x\" }] }] }", "did you mean \"table\"?")]
    [TestCase("{ \"live\": [3] }", "is the number 3; write an object with \"version\" or \"uses\"")]
    [TestCase("{ \"live\": [{ \"version\": \"1\", \"uses\": [{ \"table\": \"x\", \"statements\": -1 }] }] }", "write a whole number from 0")]
    public void What_cannot_be_is_refused_with_its_place(string json, string message)
        => Assert.That(() => Read(json), Throws.TypeOf<ConfigurationException>().With.Matches<ConfigurationException>(exception => $"{exception.Origin}: {exception.Message}".Contains(message, StringComparison.Ordinal)));

    private static StateFile Read(string json) => StateFileReader.Read("s.json", json);
}
