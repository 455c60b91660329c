using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class SchemaTests
{
    [Test]
    public void The_schema_of_the_configuration_names_its_keys()
        => Assert.That(new JsonSchema("migrationguard.schema.json").Properties, Is.EquivalentTo(ConfigurationFile.Keys));

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
}
