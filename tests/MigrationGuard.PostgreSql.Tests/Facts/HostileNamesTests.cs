using System.Text.Json.Nodes;
using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Facts;

public sealed class HostileNamesTests
{
    private static readonly string[] Names =
    [
        "select", "O'Brien", "say \"hi\"", "a.b", "{TARGETENTRY :expr {VAR", "back\\slash", "$self", "line\nbreak", "x WHEN (1) EXECUTE FUNCTION", "größe 表", " ", new('y', 63), "$1",
        "; DROP TABLE x; --",
    ];

    private readonly FactsDatabases _databases = new();

    private static IEnumerable<TestCaseData> Cases =>
        from major in PostgresServer.Majors
        from name in Names
        select new TestCaseData(major, name);

    [OneTimeTearDown]
    public void Drop() => _databases.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void An_object_of_any_name_has_facts(int major, string name)
    {
        var database = _databases[major];
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        // The server writes quotes only where they are needed.
        var written = name.All(char.IsAsciiLetterLower) && name != "select" ? name : quoted;
        database.Run(
            connection,
            $"""
            CREATE FUNCTION {quoted}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TYPE {quoted} AS ENUM ('a');
            CREATE TABLE t (id integer PRIMARY KEY, {quoted} {quoted} CONSTRAINT {quoted} CHECK ({quoted} <> 'a'));
            CREATE TRIGGER {quoted} BEFORE UPDATE OF {quoted} ON t FOR EACH ROW WHEN (new.{quoted} IS NOT NULL) EXECUTE FUNCTION {quoted}();
            CREATE RULE {quoted} AS ON DELETE TO t WHERE old.{quoted} IS NULL DO INSTEAD NOTHING;
            CREATE POLICY {quoted} ON t USING ({quoted} IS NULL);
            CREATE VIEW v AS SELECT id AS {quoted}, {quoted} AS id FROM t;
            """);
        var found = database.Read(connection);
        var table = found["relation app.t"];
        Assert.Multiple(() =>
        {
            Assert.That((string?)table["triggers"]![name]!["when"], Is.EqualTo($"((new.{written} IS NOT NULL))"));
            Assert.That((string?)table["rules"]![name]!["definition"], Is.EqualTo($"WHERE (old.{written} IS NULL) DO INSTEAD NOTHING;"));
            Assert.That((string?)table["policies"]![name]!["using"], Is.EqualTo($"({written} IS NULL)"));
            Assert.That((string?)table["columns"]![name]!["type"], Is.EqualTo($"app.{written}"));
            Assert.That(JsonNode.DeepEquals(found["relation app.v"]["view"]!["base_columns"], new JsonObject { [name] = "id", ["id"] = name }), Is.True);
        });
    }
}
