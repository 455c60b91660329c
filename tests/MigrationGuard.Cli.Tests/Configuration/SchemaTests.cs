using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class SchemaTests
{
    [Test]
    public void The_schema_of_the_configuration_names_its_keys()
        => Assert.That(new JsonSchema("migrationguard.schema.json").Properties, Is.EquivalentTo(CheckSettingsReader.Keys));

    [Test]
    public void What_init_writes_keeps_to_the_schema()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/1_a.sql", "CREATE TABLE a (id bigserial);");
        folder.Write("b/1_b.sql", "CREATE TABLE b (id bigserial);");
        Assert.That(InProcess.Run(folder, "init", "--database", "postgresql", "--database-version", "16").Code, Is.EqualTo(ExitCode.Yes));
        var json = File.ReadAllText(Path.Combine(folder.Path, "migrationguard.json"));
        Assert.That(new JsonSchema("migrationguard.schema.json").Errors(json), Is.Empty);
    }

    [Test]
    public void A_real_result_keeps_to_its_schema()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1_a.sql", "CREATE INDEX i ON orders (customer_id);\nALTER TABLE orders DROP COLUMN note;\n");
        var outcome = InProcess.Run(folder, "check", ".", "missing.sql", "--database", "postgresql", "--output", "json");
        Assert.That(new JsonSchema("check.schema.json").Errors(outcome.Output), Is.Empty);
    }

    [Test]
    public void The_schema_of_the_state_accepts_a_state()
        => Assert.That(new JsonSchema("state.schema.json").Errors("""{ "live": [{ "version": "1", "uses": [{ "table": "t", "column": "c", "statements": 2, "place": "p" }] }] }"""), Is.Empty);

    [Test]
    public void A_collected_manifest_keeps_to_its_schema()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.sql", "SELECT 1, :a; SELECT $1;");
        var outcome = InProcess.Run(folder, "statements", "collect", "a.sql", "--service", "s", "--label", "1", "--digest", "d", "--role", "r");
        Assert.That(new JsonSchema("manifest.schema.json").Errors(outcome.Output), Is.Empty);
    }

    [Test]
    public void A_manifest_with_everything_keeps_to_its_schema_and_is_read()
    {
        const string manifest = """
            {
              "$schema": "x", "version": 1, "service": "webshop", "label": "4.2.0", "digest": "sha256:12", "role": "app", "search_path": "public",
              "settings": { "datestyle": "ISO, MDY" },
              "statements": [
                {
                  "text": "SELECT name FROM users WHERE id = $1 -- one", "canonical": "SELECT name FROM users WHERE id = $1", "parameters": [{ "name": null, "type": "integer" }],
                  "role": "job", "search_path": "", "result": [{ "name": "name", "type": "text" }], "from": [{ "file": "a.cs", "line": 1, "member": "A.B" }], "calls": 7
                }
              ],
              "footprint": { "anything": [1] }
            }
            """;
        Assert.That(new JsonSchema("manifest.schema.json").Errors(manifest), Is.Empty);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(manifest));
        var read = MigrationGuard.Manifests.ManifestFile.Read(stream, "m.json");
        Assert.That(new JsonSchema("manifest.schema.json").Errors(MigrationGuard.Manifests.ManifestFile.ToJson(read)), Is.Empty);
        Assert.That(read.Statements[0].Id, Has.Length.EqualTo(12));
    }

    [Test]
    public void Every_field_of_a_manifest_is_described()
        => Assert.That(new JsonSchema("manifest.schema.json").Undescribed(), Is.Empty);
}
