using MigrationGuard.Configuration;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Sql;

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
    public void Columns_that_are_listed_apart_are_needed_and_no_others()
    {
        var live = Read("""{ "live": [{ "version": "1", "uses": [{ "table": "public.\"a.b\"", "statements": 3, "place": "p:1", "columns": [{ "column": "c", "statements": 2 }] }] }] }""").Live;
        var table = new ObjectName(null, "a.b");
        Assert.Multiple(() =>
        {
            Assert.That(live.Of(table, null, Syntax).Select(use => use.ToString()), Is.EqualTo(new[] { "1: 3 statements, e.g. p:1" }));
            Assert.That(live.Of(table, "c", Syntax).Select(use => use.ToString()), Is.EqualTo(new[] { "1: 2 statements" }));
            Assert.That(live.Of(table, "d", Syntax), Is.Empty);
            Assert.That(live.Complete, Is.True);
        });
    }

    [TestCase("""{ "live": [{ "version": "1", "uses": [{ "table": "t" }] }, { "version": "2" }] }""")]
    [TestCase("""{ "live": [{ "version": "1", "unknownStatements": 2, "uses": [{ "table": "t" }] }] }""")]
    public void What_is_known_counts_also_where_it_is_not_all(string text)
        => Assert.That(Read(text).Live, Is.EqualTo(Read(text).Live with { Known = true, Complete = false }));

    [Test]
    public void The_release_around_the_live_versions_is_read()
    {
        var state = Read("""
            {
              "exportedAt": "2026-12-01T10:00:00Z", "fingerprint": "f", "window": { "version": "4.2.0", "until": "2026-12-08T10:00:00+01:00" },
              "contractPending": [{ "object": "users.nickname", "release": "webshop-4.3.0" }]
            }
            """);
        Assert.Multiple(() =>
        {
            Assert.That(state.Window, Is.EqualTo(new RollbackWindow("4.2.0", new DateTimeOffset(2026, 12, 8, 9, 0, 0, TimeSpan.Zero))));
            Assert.That(state.ContractPending, Is.EqualTo(new[] { new PendingContract("users.nickname", null, "webshop-4.3.0") }));
            Assert.That((state.Fingerprint, state.ExportedAt?.Hour), Is.EqualTo(("f", 10)));
        });
    }

    [Test]
    public void A_file_that_names_no_live_versions_knows_nothing_of_them() => Assert.That(Read("{}").Live.Known, Is.False);

    [TestCase("{ \"live\": [{ \"uses\": [] }] }", "s.json(1,12): \"version\" is missing")]
    [TestCase("{ \"exportedAt\": \"soon\" }", "s.json(1,17): \"exportedAt\" is no time")]
    [TestCase("{ \"live\": [], \"live\": [] }", "s.json(1,15): \"live\" stands here a second time")]
    [TestCase("{ \"live\": [{ \"version\": \"1\", \"uses\": [{ \"table\": \"x\", \"column\": \"c\", \"columns\": [] }] }] }", "s.json(1,39): \"column\" and \"columns\" exclude each other")]
    [TestCase("{ \"live\": {} }", "\"live\" is an object; write an array")]
    [TestCase("{ \"live\": [{ \"version\": \"1\", \"uses\": [{ \"tabel\": \"x\" }] }] }", "did you mean \"table\"?")]
    [TestCase("{ \"live\": [3] }", "is the number 3; write an object with \"version\", \"unknownStatements\" or \"uses\"")]
    [TestCase("{ \"live\": [{ \"version\": \"1\", \"uses\": [{ \"table\": \"x\", \"statements\": -1 }] }] }", "write a whole number from 0")]
    public void What_cannot_be_is_refused_with_its_place(string json, string message)
        => Assert.That(() => Read(json), Throws.TypeOf<ConfigurationException>().With.Matches<ConfigurationException>(exception => $"{exception.Origin}: {exception.Message}".Contains(message, StringComparison.Ordinal)));

    private static SqlSyntax Syntax => PostgreSql.Of(16).Syntax;

    private static StateFile Read(string json) => StateFileReader.Read("s.json", json);
}
