using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Compatibility;

public sealed class ObjectCompatibilityTests
{
    [TestCase("DISABLE TRIGGER t; UPDATE orders SET note = '' WHERE id < 9; ALTER TABLE orders ENABLE TRIGGER t", false)]
    [TestCase("ENABLE TRIGGER t; UPDATE orders SET note = '' WHERE id < 9; ALTER TABLE orders DISABLE TRIGGER t", true)]
    [TestCase("DISABLE TRIGGER t; UPDATE orders SET note = '' WHERE id < 9; ALTER TABLE orders ENABLE REPLICA TRIGGER t", true)]
    public void A_trigger_is_switched_back_when_it_is_enabled_at_the_end(string sql, bool found)
        => Assert.That(Check.Finds("MG0239", "postgresql 16", $"ALTER TABLE orders {sql};"), Is.EqualTo(found));

    [TestCase("ADD COLUMN user_id bigint REFERENCES users (id)", true)]
    [TestCase("ADD COLUMN user_id bigint REFERENCES users (id) ON DELETE SET NULL", false)]
    [TestCase("ADD COLUMN user_id bigint", false)]
    public void A_new_column_that_refers_to_a_table_stops_deletes_there(string change, bool found)
        => Assert.That(Check.Finds("MG0277", "postgresql 16", $"ALTER TABLE orders {change};"), Is.EqualTo(found));

    [TestCase("REFRESH MATERIALIZED VIEW totals WITH NO DATA;", true)]
    [TestCase("REFRESH MATERIALIZED VIEW totals;", false)]
    [TestCase("CREATE MATERIALIZED VIEW totals AS SELECT 1 AS a; REFRESH MATERIALIZED VIEW totals WITH NO DATA;", false)]
    public void An_emptied_view_fails_its_readers(string sql, bool found)
        => Assert.That(Check.Finds("MG0257", "postgresql 16", sql), Is.EqualTo(found));

    [TestCase("ALTER TYPE status ADD VALUE 'x';", true)]
    [TestCase("ALTER TYPE status ADD VALUE 'x' BEFORE 'y';", false)]
    [TestCase("CREATE TYPE status AS ENUM (); ALTER TYPE status ADD VALUE 'x';", false)]
    public void The_place_of_a_value_matters_where_there_are_others(string sql, bool found)
        => Assert.That(Check.Finds("MG0813", "postgresql 16", sql), Is.EqualTo(found));
}
