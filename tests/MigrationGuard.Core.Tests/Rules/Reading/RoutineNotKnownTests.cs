using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Reading;

public sealed class RoutineNotKnownTests
{
    [TestCase("postgresql 16", "SELECT prune();", "prune")]
    [TestCase("postgresql 16", "SELECT app.prune(1) FROM orders;", "app.prune")]
    [TestCase("postgresql 16", "CALL prune();", "prune")]
    [TestCase("sqlserver 2019 standard", "EXEC dbo.prune;", "dbo.prune")]
    [TestCase("sqlserver 2019 standard", "SELECT dbo.prune();", "dbo.prune")]
    public void What_nobody_knows_can_do_anything(string database, string sql, string routine)
        => Assert.That(Check.Findings(database, sql).Where(f => f.Rule.Id is "MG0903" or "MG0708").Select(f => f.Effect), Is.EqualTo(new[] { $"{routine} can do anything, also drop what a live version uses: nothing can be said about this statement" }));

    [TestCase("postgresql 16", "SELECT now(), count(*), max(id), coalesce(min(id), 0), pg_advisory_xact_lock(1) FROM orders;")]
    [TestCase("postgresql 16", "SELECT pg_catalog.set_config('search_path', '', false);")]
    [TestCase("postgresql 16", "SELECT CASE WHEN EXISTS (SELECT 1 FROM orders WHERE id IN (1, 2)) THEN CAST(1 AS numeric(9, 2)) END;")]
    [TestCase("postgresql 16", "CREATE FUNCTION prune() RETURNS int LANGUAGE sql AS 'SELECT 1'; SELECT prune();")]
    [TestCase("sqlserver 2019 standard", "SELECT COUNT(*), ISNULL(MAX(id), 0), GETDATE() FROM orders WHERE EXISTS (SELECT 1 FROM lines WHERE id IN (1, 2));")]
    [TestCase("sqlserver 2019 standard", "PRINT CONCAT('rows: ', CAST(@@ROWCOUNT AS varchar(20)));")]
    [TestCase("sqlserver 2019 standard", "EXEC sp_refreshview 'dbo.orders';")]
    public void The_servers_own_functions_and_those_of_the_history_are_known(string database, string sql)
        => Assert.That(Check.Findings(database, sql).Select(f => f.Rule.Id), Does.Not.Contain("MG0903"));
}
