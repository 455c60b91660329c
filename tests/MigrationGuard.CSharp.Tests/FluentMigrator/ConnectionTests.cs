using MigrationGuard.CSharp.Tests.Reading;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.FluentMigrator;

/// <summary>What a migration does itself with the connection of the runner.</summary>
public sealed class ConnectionTests
{
    [TestCase("Execute.WithConnection((connection, transaction) => { using var command = connection.CreateCommand(); command.Transaction = transaction; command.CommandText = \"DROP TABLE t\"; command.ExecuteNonQuery(); });", "DROP TABLE t")]
    [TestCase("Execute.WithConnection((c, t) => { using (var cmd = c.CreateCommand()) { cmd.CommandText = @\"DROP TABLE \" + Name; cmd.ExecuteNonQuery(); } });", "DROP TABLE t")]
    [TestCase("Execute.WithConnection((c, t) => c.Execute(\"DROP TABLE t\", transaction: t));", "DROP TABLE t")]
    [TestCase("Execute.WithConnection((c, t) => { c.Execute(sql: $\"DROP TABLE {Name}\"); });", "DROP TABLE t")]
    [TestCase("Execute.WithConnection(Work);", "DROP TABLE w")]
    [TestCase("Execute.WithConnection((c, t) => Work(c, t));", "DROP TABLE w")]
    [TestCase("Execute.WithConnection((c, t) => { if (c.GetType().FullName == \"Npgsql.NpgsqlConnection\") c.Execute(\"DROP TABLE t\"); else c.Execute(\"DROP TABLE u\"); });", "DROP TABLE t")]
    [TestCase("Execute.WithConnection((c, t) => { using var command = new NpgsqlCommand(\"DROP TABLE t\", (NpgsqlConnection)c, (NpgsqlTransaction)t); command.ExecuteNonQuery(); });", "DROP TABLE t")]
    [TestCase("Execute.WithConnection((c, t) => { var command = c.CreateCommand(); command.CommandText = \"DROP TABLE t\"; command.Add(1); command.ExecuteNonQuery(); });", "DROP TABLE t")]
    [TestCase("Execute.WithConnection((c, t) => t.Connection.Execute(\"DROP TABLE t\"));", "DROP TABLE t")]
    [TestCase("Execute.WithConnection((c, t) => { _connection = c; Kept(); }); void Kept() => _connection.Execute(\"DROP TABLE t\");", "DROP TABLE t")]
    [TestCase("IfDatabase(\"postgres\").Execute.WithConnection((c, t) => c.Execute(\"DROP TABLE t\"));", "DROP TABLE t")]
    [TestCase("Execute.WithConnection((c, t) => { var p = c.CreateCommand().CreateParameter(); });", "")]
    public void Constant_SQL_is_read(string statement, string sql)
    {
        var read = Read(statement);
        Assert.That(read.Migration.Steps.Select(step => step.Operation).Where(operation => operation is not DatabaseCondition), Is.EqualTo(Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource("sent.sql", sql)).Steps.Select(step => step.Operation)));
        Assert.That((read.CallsRead, read.CallsUnread), Is.EqualTo((1, 0)));
    }

    [TestCase("Execute.WithConnection((c, t) => { foreach (var id in c.Query<int>(\"SELECT id FROM u\")) c.Execute(\"DELETE FROM t WHERE id = @id\", new { id }); });")]
    [TestCase("Execute.WithConnection((c, t) => { using var reader = Make(c).ExecuteReader(); while (reader.Read()) { c.Execute(\"DELETE FROM t\"); } }); IDbCommand Make(IDbConnection c) { var m = c.CreateCommand(); m.CommandText = \"SELECT id FROM u\"; return m; }")]
    public void What_depends_on_rows_is_conditional(string statement)
        => Assert.That(Read(statement).Migration.Steps.Select(step => (step.Operation is UnreadSql, step.Conditional)), Is.EqualTo(new[] { (false, false), (false, true) }).Or.EqualTo(new[] { (false, true) }));

    [TestCase("Execute.WithConnection((c, t) => c.Execute(Company.Sql()));")]
    [TestCase("Execute.WithConnection((c, t) => Company.Run(c));")]
    [TestCase("Execute.WithConnection((c, t) => new Company.Runner(c).Run());")]
    [TestCase("Execute.WithConnection((c, t) => { Company.Connection = c; Company.Run(); });")]
    [TestCase("Execute.WithConnection((c, t) => c.BulkCopy(\"t\"));")]
    [TestCase("Execute.WithConnection((c, t) => t.Commit());")]
    [TestCase("Execute.WithConnection((c, t) => { for (var i = 0; i < 100; i++) for (var j = 0; j < 100; j++) for (var k = 0; k < 100; k++) Name.Trim(); c.Execute(\"DROP TABLE t\"); });")]
    [TestCase("Execute.WithConnection((c, t) => c.Close());")]
    [TestCase("Execute.WithConnection(Company.Work);")]
    [TestCase("Execute.WithConnection((c, t) => { var cmd = c.CreateCommand(); cmd.CommandText = Company.Sql(); cmd.ExecuteNonQuery(); });")]
    public void What_is_not_visible_is_said(string statement)
    {
        var read = Read(statement);
        Assert.That(read.Migration.Steps.Select(step => step.Operation), Has.Some.TypeOf<UnreadSql>());
        Assert.That((read.CallsRead, read.CallsUnread), Is.EqualTo((0, 1)));
    }

    [Test]
    public void A_statement_stands_in_its_literal()
    {
        const string Statement = "Execute.WithConnection((c, t) => { var m = c.CreateCommand(); m.CommandText = @\"DELETE FROM a; DROP TABLE \"\"t\"\"\"; m.ExecuteNonQuery(); });";
        var source = Reads.Fluent(Statement);
        var span = Reads.All(source)[0].Migration.Steps[^1].Span;
        Assert.That(source.Substring(span.Start, span.Length), Is.EqualTo("DROP TABLE \"\"t\"\""));
    }

    private static SourceMigration Read(string statement) => Reads.All(
        Reads.Fluent(statement, "private const string Name = \"t\"; private IDbConnection _connection; private void Work(IDbConnection conn, IDbTransaction tran) { var cmd = conn.CreateCommand(); cmd.CommandText = \"DROP TABLE w\"; cmd.ExecuteNonQuery(); }"),
        "static class E { public static IEnumerable<T> Query<T>(this IDatabase database, Builder sql) => database.Open(sql); public static void Add(this IDbCommand command, object value) { var p = command.CreateParameter(); p.Value = value; command.Parameters.Add(p); } }")[0];
}
