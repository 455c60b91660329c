using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp.Tests.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.TestKit.References;

namespace MigrationGuard.CSharp.Tests.FluentMigrator;

/// <summary>Reading a call gives the operations of the SQL that FluentMigrator sends for it: by syntax alone, and against the declarations of its API or the real one.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class SentSqlTests(bool withReferences)
{
    private readonly IReadOnlyList<MetadataReference> _references = !withReferences ? [] :
    [
        .. FluentMigratorReferences.Paths.Select(path => MetadataReference.CreateFromFile(path)),
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "netstandard.dll" or "System.Collections.dll" or "System.Data.Common.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static IEnumerable<TestCaseData> Accepted
        => from sent in SentSql.All
           from dialect in new[] { SqlDialect.PostgreSql, SqlDialect.TSql }
           where !sent.Of(dialect).Contains("! ", StringComparison.Ordinal)
           select new TestCaseData(sent, dialect).SetArgDisplayNames(sent.Statement, dialect.ToString());

    private static IEnumerable<TestCaseData> Refused
        => from sent in SentSql.All
           from dialect in new[] { SqlDialect.PostgreSql, SqlDialect.TSql }
           where sent.Of(dialect).StartsWith("! ", StringComparison.Ordinal)
           select new TestCaseData(sent, dialect).SetArgDisplayNames(sent.Statement, dialect.ToString());

    [TestCaseSource(nameof(Accepted))]
    public void A_call_is_read_like_the_sql_that_is_sent_for_it(SentSql sent, SqlDialect dialect)
    {
        var (expected, statements) = Expected(sent.Of(dialect), dialect);
        var read = Read(sent, dialect);
        Assert.Multiple(() =>
        {
            Assert.That(Shown(read.Steps), Is.EqualTo(Shown(expected)));
            Assert.That(read.StatementCount, Is.EqualTo(statements));
        });
    }

    [TestCaseSource(nameof(Refused))]
    public void A_call_that_FluentMigrator_refuses_is_unread(SentSql sent, SqlDialect dialect)
        => Assert.That(Read(sent, dialect).Steps.Select(step => step.Operation), Is.Not.Empty.And.All.InstanceOf<UnreadSql>());

    private static (IReadOnlyList<Step> Steps, int Statements) Expected(string commands, SqlDialect dialect)
    {
        var steps = new List<Step>();
        var statements = 0;
        foreach (var command in commands.Split("+++\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var script = Sqls.Reader(dialect).Read(new SqlSource("sent.sql", dialect == SqlDialect.TSql ? command + "\nGO\n" : command));
            steps.AddRange(script.Steps.Select(step => step with { Statement = statements + step.Statement }));
            statements += script.StatementCount;
        }

        return (steps, statements);
    }

    private Migration Read(SentSql sent, SqlDialect dialect)
        => Reads.All(dialect, _references, sent.Source).First(source => source.Migration.Direction == Direction.Up).Migration;

    private static string Shown(IEnumerable<Step> steps) => string.Join('\n', steps.Select(step => $"{step.Statement} {(step.Conditional ? "? " : "")}{Written(step.Operation)}"));

    // What the SQL does not say: who wrote NOT NULL, which table an index is of, and that a column that is altered to accept NULL was said to.
    private static Operation Written(Operation operation) => operation switch
    {
        AddColumn add => add with { Column = add.Column with { NullabilityImplied = false } },
        CreateTable create => create with { Columns = create.Columns.Select(column => column with { NullabilityImplied = false }).ToArray() },
        AlterColumnType { Nullable: true } alter => alter with { Nullable = null },
        DropIndex drop => drop with { On = null },
        DropConstraint drop => drop with { DefaultOf = null },
        AlterColumnType alter => alter with { NullabilityImplied = false },
        _ => operation,
    };
}
