using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.CSharp.Tests.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.FluentMigrator;

public sealed class UnknownTests
{
    private const string Members = "private string name; private object row;";

    [TestCase("Create.View(\"v\");", "Create.View is no call of FluentMigrator that is known here")]
    [TestCase("Create.Table(\"t\").WithColumn(\"a\").AsInt32().WithMagic();", "WithMagic is no call of FluentMigrator that is known here")]
    [TestCase("Create.Table(\"t\").WithColumn(\"a\").AsHstore();", "AsHstore is no type that FluentMigrator has for PostgreSQL, or one that is not known here")]
    [TestCase("Create.Table(\"t\");", "the table has no columns")]
    [TestCase("Create.Table(\"t\").WithColumn(\"a\");", "no type is said for the column a")]
    [TestCase("Create.Column(\"a\").AsInt32();", "no table is said for the column")]
    [TestCase("Create.Index(\"ix\").OnTable(\"t\");", "the index is not complete")]
    [TestCase("Create.ForeignKey(\"fk\").FromTable(\"t\");", "the foreign key is not complete")]
    [TestCase("Delete.Column(\"a\");", "what Delete.Column deletes is not said")]
    [TestCase("Rename.Table(\"a\");", "the new name is not said")]
    [TestCase("Update.Table(\"t\").Set(new { a = 1 });", "FluentMigrator refuses an UPDATE without Set, and one without Where or AllRows")]
    [TestCase("Execute.WithConnection(name);", "what the code does with the connection is not visible here")]
    [TestCase("Execute.Script(\"a.sql\");", "the script a.sql is not among the files that were given")]
    [TestCase("Execute.EmbeddedScript(name);", "the name of the script is only known at run time")]
    public void What_cannot_be_read_says_why(string statement, string reason)
    {
        var read = Read(SqlDialect.PostgreSql, statement);
        Assert.That(read.Migration.Steps.Select(step => step.Operation).OfType<UnreadSql>().Select(unread => unread.Reason), Is.EqualTo(new[] { reason }));
        Assert.That((read.CallsRead, read.CallsUnread), Is.EqualTo((0, 1)));
    }

    [TestCase("Delete.Table(name);", "DROP TABLE \"public\".\"‹name›\"")]
    [TestCase("Delete.Column(\"c\" + name).FromTable(\"t\");", "ALTER TABLE \"public\".\"t\" DROP COLUMN \"c‹name›\"")]
    [TestCase("Create.Column(\"c\").OnTable(\"t\").AsString(name.Length).Nullable();", "ALTER TABLE \"public\".\"t\" ADD \"c\" varchar(‹name.Length›)")]
    [TestCase("Create.Column(\"c\").OnTable(\"t\").AsInt32().Nullable().WithDefaultValue(name);", "ALTER TABLE \"public\".\"t\" ADD \"c\" integer DEFAULT '‹name›'")]
    [TestCase("Insert.IntoTable(\"t\").Row(row);", "INSERT INTO \"public\".\"t\" (\"‹row›\") VALUES ('‹row›')")]
    public void What_is_known_only_at_run_time_is_a_placeholder(string statement, string sql)
    {
        var read = Read(SqlDialect.PostgreSql, statement);
        var expected = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource("sent.sql", sql));
        Assert.That(read.Migration.Steps.Select(step => step.Operation), Is.EqualTo(expected.Steps.Select(step => step.Operation)));
        Assert.That(read.Migration.Steps.Select(step => step.HasPlaceholders), Is.All.True);
    }

    [TestCase("[|Table(\"t\")|]", "Create.[|Table(\"t\")|].WithColumn(\"a\").AsInt32();")]
    [TestCase("[|AddColumn(\"a\")|]", "Alter.Table(\"t\").[|AddColumn(\"a\")|].AsInt32().Nullable();")]
    [TestCase("[|Indexed()|]", "Create.Column(\"a\").OnTable(\"t\").AsInt32().[|Indexed()|];")]
    [TestCase("[|SetExistingRowsTo(1)|]", "Create.Column(\"a\").OnTable(\"t\").AsInt32().[|SetExistingRowsTo(1)|];")]
    public void A_step_stands_where_the_migration_says_it(string shown, string markup)
    {
        var source = Reads.Fluent(markup.Replace("[|", "").Replace("|]", ""));
        var last = Reads.All(SqlDialect.PostgreSql, source).First(read => read.Migration.Direction == Direction.Up).Migration.Steps[^1].Span;
        Assert.That(source.Substring(last.Start, last.Length), Is.EqualTo(shown.Replace("[|", "").Replace("|]", "")));
    }

    [Test]
    public void Whatever_is_cut_out_of_a_migration_the_rest_is_read_without_an_exception()
    {
        var statements = SentSql.All.Select(sent => sent.Statement).ToArray();
        var cuts = from statement in Gen.Elements(statements)
                   from start in Gen.Choose(0, statement.Length)
                   from length in Gen.Choose(0, 12)
                   select statement.Remove(start, Math.Min(length, statement.Length - start));
        Prop.ForAll(cuts.ToArbitrary(), cut => Reads.All(SqlDialect.TSql, Reads.Fluent(cut)).Count >= 0).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static SourceMigration Read(SqlDialect dialect, string statement)
        => Reads.All(dialect, Reads.Fluent(statement, Members)).First(read => read.Migration.Direction == Direction.Up);
}
