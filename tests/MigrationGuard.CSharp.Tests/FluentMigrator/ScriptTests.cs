using MigrationGuard.CSharp.Reading;
using MigrationGuard.CSharp.Tests.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.FluentMigrator;

/// <summary>Scripts that FluentMigrator sends after it has put parameters into them.</summary>
public sealed class ScriptTests
{
    private const string Parameters = """new Dictionary<string, string> { ["table"] = "orders", ["empty"] = "" }""";

    [TestCase("Script")]
    [TestCase("EmbeddedScript")]
    public void A_parameter_stands_for_its_value(string call)
    {
        var steps = Read($"Execute.{call}(\"a.sql\", {Parameters});", "DROP TABLE $(table);");
        Assert.That(steps.Select(step => step.Operation), Is.EqualTo(new Operation[] { new DropTable(new ObjectName(null, "orders")) }));
    }

    [Test]
    public void A_description_in_front_of_the_parameters_changes_nothing()
        => Assert.That(Read($"Execute.Script(\"a.sql\", \"why\", {Parameters});", "DROP TABLE $(table);").Single().Operation, Is.InstanceOf<DropTable>());

    [Test]
    public void Places_are_those_of_the_file()
    {
        const string Script = "-- $(table) $(empty) $$((table))\r\nDROP TABLE $(table);\r\n  DROP TABLE $(empty)notes;\r\nDROP VIEW v;";
        var steps = Read($"Execute.Script(\"a.sql\", {Parameters});", Script);
        Assert.That(steps.Select(step => Script.Substring(step.Span.Start, step.Span.Length)), Is.EqualTo(new[] { "DROP TABLE $(table)", "DROP TABLE $(empty)notes", "DROP VIEW v" }));
        Assert.That(steps.Select(step => (step.Span.Line, step.Span.Column)), Is.EqualTo(new[] { (2, 1), (3, 3), (4, 1) }));
    }

    [Test]
    public void A_value_that_is_known_only_at_run_time_is_a_placeholder()
    {
        var step = Read("Execute.Script(\"a.sql\", new Dictionary<string, string> { [\"table\"] = name });", "DROP TABLE $(table);").Single();
        Assert.That((step.Operation.Table?.IsPlaceholder, step.HasPlaceholders), Is.EqualTo((true, true)));
    }

    [Test]
    public void A_word_without_a_value_stays()
        => Assert.That(Read($"Execute.Script(\"a.sql\", {Parameters});", "SELECT '$(other)'; SELECT '$$((other))';").Select(step => step.Operation), Has.None.InstanceOf<UnreadSql>());

    [Test]
    public void A_dropped_index_knows_its_table()
        => Assert.That(Read("Delete.Index(\"ix\").OnTable(\"orders\").InSchema(\"shop\");", "").Single().Operation,
            Is.EqualTo(new DropIndex(new ObjectName("shop", "ix")) { On = new ObjectName("shop", "orders") }));

    private static IReadOnlyList<Step> Read(string statement, string script)
    {
        var source = "using System.Collections.Generic;\n" + Reads.Fluent(statement, "private string name;");
        var read = MigrationSourceReader.Read(Reads.Compilation(source), new ReadOptions(SqlDialect.PostgreSql) { Scripts = new One(script) }, CancellationToken.None);
        return read.First(migration => migration.Migration.Direction == Direction.Up).Migration.Steps;
    }

    private sealed class One(string text) : IScriptFiles
    {
        public SqlSource? Find(string name) => new SqlSource(name, text);
    }
}
