using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlDataTests
{
    [Test]
    public void Insert_counts_literal_rows()
    {
        var insert = TSqlText.Single<InsertRows>("INSERT dbo.t (a, [b]) OUTPUT inserted.id VALUES (1, f(2)), (3, 4);");
        Assert.That((insert.Of, insert.Rows, insert.FromQuery), Is.EqualTo((new ObjectName("dbo", "t"), 2, false)));
        Assert.That(insert.Columns, Is.EqualTo(new[] { "a", "b" }));
    }

    [TestCase("INSERT INTO t SELECT a FROM u")]
    [TestCase("INSERT INTO t (a) EXEC dbo.p")]
    [TestCase("INSERT INTO t (SELECT a FROM u)")]
    [TestCase("WITH c AS (SELECT 1 AS a) INSERT INTO t (a) SELECT a FROM c")]
    [TestCase("INSERT TOP (5) INTO t WITH (TABLOCK) SELECT a FROM u")]
    public void Insert_from_a_query_counts_none(string sql)
        => Assert.That(TSqlText.Single<InsertRows>(sql), Has.Property("FromQuery").True.And.Property("Rows").EqualTo(0));

    [Test]
    public void Insert_of_missing_rows_only_is_repeatable()
        => Assert.That(TSqlText.Single<InsertRows>("INSERT INTO t (a) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM t WHERE a = 1)").Repeatable, Is.True);

    [Test]
    public void An_alias_leads_to_its_table()
    {
        var update = TSqlText.Single<UpdateRows>("UPDATE u SET u.a = o.b, c = 1 FROM dbo.users AS u INNER JOIN orders o ON o.id = u.id WHERE o.x = 1 OPTION (MAXDOP 1)");
        Assert.That((update.Of, update.Alias, update.Where!.Text), Is.EqualTo((new ObjectName("dbo", "users"), "u", "o.x = 1")));
        Assert.That(update.Columns, Is.EqualTo(new[] { "a", "c" }));
        var delete = TSqlText.Single<DeleteRows>("DELETE o FROM orders o WHERE o.id = 1");
        Assert.That((delete.Of, delete.Alias, delete.Using), Is.EqualTo((new ObjectName(null, "orders"), "o", "orders o")));
    }

    [TestCase("UPDATE TOP (1000) t SET a = 1 WHERE a IS NULL")]
    [TestCase("UPDATE t SET a = 1 WHERE id IN (SELECT TOP 500 id FROM t)")]
    [TestCase("WITH c AS (SELECT TOP (100) * FROM t WHERE a IS NULL) UPDATE c SET a = 1")]
    public void Limited_updates_are_batched(string sql)
    {
        var update = TSqlText.Single<UpdateRows>(sql);
        Assert.That((update.Batched, update.Of.Name), Is.EqualTo((true, "t")));
    }

    [Test]
    public void Unlimited_updates_are_not_batched()
    {
        var update = TSqlText.Single<UpdateRows>("UPDATE t SET a = @a");
        Assert.That((update.Batched, update.Where), Is.EqualTo((false, default(SqlExpression))));
    }

    [TestCase("MERGE t USING s ON s.id = t.id WHEN NOT MATCHED BY SOURCE THEN DELETE;", true)]
    [TestCase("MERGE TOP (10) INTO dbo.t WITH (HOLDLOCK) AS x USING s ON 1 = 1 WHEN MATCHED THEN UPDATE SET a = 1 OUTPUT $action;", false)]
    public void Merge_knows_whether_it_deletes(string sql, bool deletes) => Assert.That(TSqlText.Single<MergeRows>(sql).Deletes, Is.EqualTo(deletes));

    [TestCase("INSERT INTO @t (a) VALUES (1)")]
    [TestCase("UPDATE @t SET a = 1")]
    [TestCase("DELETE FROM @t")]
    public void Table_variables_concern_nobody_else(string sql) => TSqlText.Single<Query>(sql);

    [TestCase("SELECT a FROM t WITH (NOLOCK) ORDER BY a OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY")]
    [TestCase("SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3")]
    [TestCase("SELECT * FROM a INNER MERGE JOIN b ON a.id = b.id")]
    [TestCase("SELECT {fn NOW()}, CASE WHEN 1 = 1 THEN 1 ELSE 0 END FOR XML PATH('')")]
    [TestCase("WITH c AS (SELECT 1 AS a) SELECT a FROM c")]
    [TestCase("DBCC CHECKDB", typeof(MaintainTable))]
    [TestCase("BULK INSERT t FROM 'x.csv' WITH (FIRSTROW = 2)", typeof(CopyRows))]
    [TestCase("DECLARE c CURSOR FAST_FORWARD FOR SELECT a FROM t", typeof(ControlFlow))]
    public void Queries_are_one_statement(string sql, Type? operation = null) => Assert.That(TSqlText.Operations(sql).Single(), Is.InstanceOf(operation ?? typeof(Query)));
}
