using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Data;

public sealed class UnbatchedChangeTests
{
    private const string Tables = """
        CREATE TABLE orders (id bigint PRIMARY KEY, code text, total numeric, parent_id bigint);
        CREATE UNIQUE INDEX orders_code ON orders (code);
        CREATE TABLE lines (order_id bigint, line_no integer, total numeric, PRIMARY KEY (order_id, line_no));
        """;

    [TestCase("UPDATE orders SET total = 0 WHERE id = 4;")]
    [TestCase("UPDATE orders SET total = 0 WHERE id = $1 AND total > 3;")]
    [TestCase("DELETE FROM orders WHERE id IN (1, 2, 3);")]
    [TestCase("UPDATE orders SET total = 0 WHERE code = 'x';")]
    [TestCase("UPDATE lines SET total = 0 WHERE order_id = 4 AND line_no = 1;")]
    [TestCase("UPDATE orders AS o SET total = v.t FROM (VALUES (1, 2.0), (2, 3.0)) AS v (id, t) WHERE v.id = o.id;")]
    [TestCase("DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM orders LOOP UPDATE orders SET total = 0 WHERE id = r.id; END LOOP; END $$;")]
    [TestCase("WITH batch AS (SELECT id FROM orders LIMIT 1000) UPDATE orders SET total = 0 FROM batch WHERE orders.id = batch.id;")]
    public void A_look_up_by_key_or_a_batch_is_fine(string sql) => Assert.That(Found("postgresql 16", sql), Is.Empty);

    [TestCase("UPDATE orders SET total = 0 WHERE id > 0;")]
    [TestCase("UPDATE orders SET total = 0 WHERE id IS NOT NULL;")]
    [TestCase("UPDATE orders SET total = 0 WHERE id = id;")]
    [TestCase("UPDATE orders SET total = 0 WHERE id = parent_id;")]
    [TestCase("UPDATE orders SET total = 0 WHERE id = 4 OR total IS NULL;")]
    [TestCase("UPDATE orders SET total = 0 WHERE NOT id = 4;")]
    [TestCase("UPDATE orders SET total = 0 WHERE id IN (SELECT order_id FROM lines);")]
    [TestCase("UPDATE orders AS o SET total = l.total FROM lines AS l WHERE l.order_id = o.id;")]
    [TestCase("WITH l AS (SELECT order_id AS id FROM lines) UPDATE orders SET total = 0 FROM l WHERE orders.id = l.id;")]
    [TestCase("DELETE FROM orders USING lines WHERE orders.id = lines.order_id;")]
    [TestCase("DELETE FROM orders WHERE now() > '2030-01-01';")]
    [TestCase("UPDATE lines SET total = 0 WHERE order_id = 4;")]
    public void A_condition_that_may_select_many_rows_is_reported(string sql) => Assert.That(Found("postgresql 16", sql), Is.EqualTo(new[] { "MG0411" }));

    [TestCase("UPDATE o SET o.Total = l.Total FROM dbo.Orders o JOIN dbo.Lines l ON l.OrderId = o.Id;", "MG0411")]
    [TestCase("UPDATE o SET o.Total = l.Total FROM dbo.Orders o LEFT JOIN dbo.Lines l ON l.OrderId = o.Id;", "MG0410")]
    [TestCase("UPDATE o SET o.Total = 0 FROM dbo.Orders o WHERE o.Id = 5;", "")]
    [TestCase("DECLARE @id int = 4; UPDATE dbo.Orders SET Total = 0 WHERE Id = @id;", "")]
    [TestCase("WITH b AS (SELECT TOP (1000) * FROM dbo.Orders WHERE Total IS NULL) UPDATE b SET Total = 0;", "")]
    [TestCase("WITH d AS (SELECT *, ROW_NUMBER() OVER (PARTITION BY Code ORDER BY Id) n FROM dbo.Orders) DELETE FROM d WHERE n > 1;", "MG0411")]
    [TestCase("SET ROWCOUNT 4000; DELETE FROM dbo.Orders WHERE Closed = 1;", "")]
    public void T_SQL_joins_expressions_and_variables_are_understood(string sql, string rule)
        => Assert.That(string.Join(' ', Found("sqlserver 2022 enterprise", sql)), Is.EqualTo(rule));

    [Test]
    public void A_backfill_is_repeated_until_no_row_is_left()
        => Assert.That(Suggestion("UPDATE orders SET total = 0 WHERE total IS NULL;"), Does.Contain("id IN (SELECT id FROM orders WHERE total IS NULL ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)"));

    [Test]
    public void Another_change_would_select_the_same_rows_for_ever_and_goes_by_ranges_of_the_key()
        => Assert.That(Suggestion("UPDATE orders SET total = total * 2 WHERE total > 3;"), Does.Contain("WHERE id BETWEEN 1 AND 1000 AND (total > 3);"));

    [Test]
    public void No_batch_is_made_up_for_a_join() => Assert.That(Suggestion("UPDATE orders AS o SET total = l.total FROM lines AS l WHERE l.order_id = o.id;"), Is.Null);

    private static string[] Found(string server, string sql)
        => [.. Check.Findings(server, sql, server.StartsWith("postgresql", StringComparison.Ordinal) ? Tables : null).Select(f => f.Rule.Id).Where(id => id is "MG0410" or "MG0411")];

    private static string? Suggestion(string sql) => Check.Findings("postgresql 16", sql, Tables).Single(f => f.Rule.Id == "MG0411").Suggestion;
}
