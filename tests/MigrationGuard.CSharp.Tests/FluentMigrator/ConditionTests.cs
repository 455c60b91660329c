using MigrationGuard.CSharp.Tests.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.FluentMigrator;

public sealed class ConditionTests
{
    [TestCase("""IfDatabase("PostgreSQL")""", "runs", "")]
    [TestCase("""IfDatabase("postgresql15_0")""", "runs", "")]
    [TestCase("""IfDatabase("Postgres92")""", "runs", "")]
    [TestCase("""IfDatabase("Postgres")""", "never runs as PostgreSQL", "")]
    [TestCase("""IfDatabase(ProcessorIdConstants.Postgres)""", "never runs as PostgreSQL", "")]
    [TestCase("""IfDatabase(FluentMigrator.ProcessorId.SqlServer2016)""", "", "runs")]
    [TestCase("""IfDatabase(Databases.Oracle)""", "runs?", "runs?")]
    [TestCase("""IfDatabase("Postgres", Databases.Postgres)""", "runs?", "runs?")]
    [TestCase("""IfDatabase("Postgres", "PostgreSQL")""", "runs", "")]
    [TestCase("""IfDatabase("Postgres", "SqlServer")""", "never runs as PostgreSQL", "runs")]
    [TestCase("""IfDatabase("Postgres12")""", "never as PostgreSQL", "")]
    [TestCase("""IfDatabase("SqlServer")""", "", "runs")]
    [TestCase("""IfDatabase("SqlServer2014")""", "", "runs")]
    [TestCase("""IfDatabase("SqlServer2019")""", "", "never as SqlServer")]
    [TestCase("""IfDatabase("SQLite", "Oracle")""", "", "")]
    [TestCase("""IfDatabase("Ours")""", "runs?", "runs?")]
    [TestCase("""IfDatabase(name)""", "runs?", "runs?")]
    [TestCase("""IfDatabase(new[] { "SqlServer" })""", "", "runs")]
    public void A_branch_is_read_for_the_databases_of_its_names(string condition, string postgreSql, string sqlServer) => Check(condition, postgreSql, sqlServer);

    [TestCase("""IfDatabase(t => t == "Postgres")""", "never runs as PostgreSQL", "")]
    [TestCase("""IfDatabase(t => t == "PostgreSQL")""", "never as PostgreSQL", "")]
    [TestCase("""IfDatabase(t => t == "SqlServer")""", "", "never as SqlServer")]
    [TestCase("""IfDatabase(t => t.StartsWith("Postgres", StringComparison.OrdinalIgnoreCase))""", "runs", "")]
    [TestCase("""IfDatabase(t => t.Contains("Postgre") || t.ToLower().StartsWith("sqlserver"))""", "runs", "runs")]
    [TestCase("""IfDatabase(t => !t.StartsWith("SqlServer"))""", "runs", "")]
    [TestCase("""IfDatabase((string t) => { return t != "SQLite" && t != "Oracle"; })""", "runs", "runs")]
    [TestCase("""IfDatabase(t => string.Equals(t, "SqlServer2016", StringComparison.Ordinal))""", "", "runs")]
    [TestCase("""IfDatabase(t => Supported.Contains(t))""", "runs?", "runs?")]
    public void A_predicate_is_asked_for_the_types_of_processors(string condition, string postgreSql, string sqlServer) => Check(condition, postgreSql, sqlServer);

    [Test]
    public void What_a_delegate_does_belongs_to_the_branch()
    {
        var source = Reads.Fluent("""IfDatabase("Postgres").Delegate(() => { Delete.Table("a"); Execute.Sql("DROP TABLE b"); });""");
        Assert.That(Operations(SqlDialect.PostgreSql, source).Select(step => step.Operation.GetType()), Is.EqualTo(new[] { typeof(DatabaseCondition), typeof(DropTable), typeof(DropTable) }));
        Assert.That(Operations(SqlDialect.TSql, source), Is.Empty);
    }

    private static void Check(string condition, string postgreSql, string sqlServer)
    {
        var source = Reads.Fluent($$"""{{condition}}.Delete.Table("t");""", "private readonly string name = System.Console.ReadLine();");
        Assert.Multiple(() =>
        {
            Assert.That(Shown(Operations(SqlDialect.PostgreSql, source)), Is.EqualTo(postgreSql));
            Assert.That(Shown(Operations(SqlDialect.TSql, source)), Is.EqualTo(sqlServer));
        });
    }

    private static IReadOnlyList<Step> Operations(SqlDialect dialect, string source) => Reads.All(dialect, source).First(read => read.Migration.Direction == Direction.Up).Migration.Steps;

    private static string Shown(IReadOnlyList<Step> steps)
    {
        var known = steps.Select(step => (step.Operation as DatabaseCondition)?.KnownAs).FirstOrDefault(name => name is not null);
        var runs = steps.FirstOrDefault(step => step.Operation is DropTable);
        return ((known is null ? "" : "never ") + (runs is null ? "" : runs.Conditional ? "runs?" : "runs")).Trim() + (known is null ? "" : " as " + known);
    }
}
