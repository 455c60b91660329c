using MigrationGuard.Postgres.Statistics;

namespace MigrationGuard.PostgreSql.Tests.Statistics;

public sealed class NormalizedSqlTests
{
    [TestCase("SELECT interval $1, date $2, x.interval, \"interval\" $3", "SELECT CAST($1 AS interval), CAST($2 AS date), x.interval, \"interval\" $3")]
    [TestCase("SELECT INTERVAL  $10", "SELECT CAST($10 AS INTERVAL)")]
    public void A_typed_constant_becomes_a_cast(string text, string expected) => Assert.That(NormalizedSql.Prepared(text), Is.EqualTo(expected));
}
