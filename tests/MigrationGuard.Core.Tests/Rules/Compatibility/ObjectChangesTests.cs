using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Compatibility;

public sealed class ObjectChangesTests
{
    private const string Shop = """
        CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, note text);
        CREATE VIEW open_orders AS SELECT id, total FROM orders;
        CREATE FUNCTION fee(total numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT total * 0.05 $$;
        CREATE FUNCTION sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
        CREATE TRIGGER orders_sync BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION sync();
        """;

    [TestCase("CREATE OR REPLACE VIEW open_orders AS SELECT id, total FROM orders;", null)]
    [TestCase("CREATE OR REPLACE VIEW open_orders AS SELECT id, total, note FROM orders;", "MG0235")]
    [TestCase("CREATE OR REPLACE VIEW open_orders AS SELECT total, id FROM orders;", "MG0610")]
    [TestCase("DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id FROM orders;", "MG0235")]
    [TestCase("DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id, total FROM orders;", null)]
    [TestCase("DROP VIEW open_orders;", "MG0236")]
    [TestCase("CREATE VIEW big_orders AS SELECT id FROM orders; CREATE OR REPLACE VIEW big_orders AS SELECT total FROM orders;", "MG0610")]
    public void A_change_of_a_view_has_one_finding(string sql, string? rule) => Assert.That(Ids(sql, "MG0235", "MG0236", "MG0610"), Is.EqualTo(rule is null ? Array.Empty<string>() : [rule]));

    [TestCase("CREATE OR REPLACE FUNCTION fee(total numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT total * 0.05 $$;", null)]
    [TestCase("CREATE OR REPLACE FUNCTION fee(total numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT total * 0.07 $$;", Severity.Warning)]
    [TestCase("DROP FUNCTION fee(numeric); CREATE FUNCTION fee(amount numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount $$;", Severity.Warning)]
    [TestCase("CREATE OR REPLACE FUNCTION tax(total numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT total $$;", Severity.Info)]
    public void A_routine_that_nobody_saw_being_created_is_only_a_note(string sql, Severity? severity)
        => Assert.That(Check.Findings("postgresql 16", sql, Shop).SingleOrDefault(f => f.Rule.Id == "MG0237")?.Severity, Is.EqualTo(severity));

    [TestCase("DROP TRIGGER orders_sync ON orders;", true)]
    [TestCase("ALTER TABLE orders DISABLE TRIGGER orders_sync;", true)]
    [TestCase("ALTER TABLE orders DISABLE TRIGGER orders_sync; ALTER TABLE orders ENABLE TRIGGER orders_sync;", false)]
    [TestCase("DROP TRIGGER orders_sync ON orders; CREATE TRIGGER orders_sync BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION sync();", false)]
    [TestCase("CREATE TABLE t (id bigint); CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION sync(); DROP TRIGGER x ON t;", false)]
    public void A_trigger_that_comes_back_is_not_removed(string sql, bool found) => Assert.That(Check.Finds("MG0239", "postgresql 16", sql, Shop), Is.EqualTo(found));

    [TestCase("ALTER TABLE orders ENABLE ROW LEVEL SECURITY;", true)]
    [TestCase("CREATE POLICY p ON orders USING (true); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;", false)]
    [TestCase("CREATE POLICY p ON orders FOR SELECT USING (true); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;", true)]
    [TestCase("CREATE POLICY p ON orders TO shop USING (true); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;", true)]
    [TestCase("CREATE POLICY p ON orders AS RESTRICTIVE USING (true); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;", true)]
    [TestCase("CREATE TABLE t (id bigint); ALTER TABLE t ENABLE ROW LEVEL SECURITY;", false)]
    public void Row_security_may_come_behind_a_policy_that_admits_all(string sql, bool found) => Assert.That(Check.Finds("MG0240", "postgresql 16", sql, Shop), Is.EqualTo(found));

    [TestCase("REVOKE SELECT ON orders FROM shop;", true)]
    [TestCase("CREATE FUNCTION secret() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; REVOKE ALL ON FUNCTION secret() FROM PUBLIC;", false)]
    [TestCase("ALTER TABLE orders OWNER TO admin;", true)]
    [TestCase("CREATE TABLE t (id bigint); ALTER TABLE t OWNER TO admin;", false)]
    [TestCase("REVOKE reader FROM shop;", true)]
    public void Privileges_on_what_is_new_may_be_taken_away(string sql, bool found) => Assert.That(Check.Finds("MG0241", "postgresql 16", sql, Shop), Is.EqualTo(found));

    [TestCase("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END; $$;", "BEFORE INSERT", Severity.Warning)]
    [TestCase("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END; $$;", "BEFORE INSERT", Severity.Warning)]
    [TestCase("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END; $$;", "AFTER INSERT", Severity.Info)]
    [TestCase("", "BEFORE INSERT", Severity.Info)]
    public void A_trigger_is_a_warning_when_its_function_is_known_to_refuse(string function, string when, Severity severity)
        => Assert.That(
            Check.Findings("postgresql 16", $"{function} CREATE TRIGGER t {when} ON orders FOR EACH ROW EXECUTE FUNCTION f();", Shop).Single(f => f.Rule.Id == "MG0238").Severity, Is.EqualTo(severity));

    private static IEnumerable<string> Ids(string sql, params string[] rules) => Check.Findings("postgresql 16", sql, Shop).Select(f => f.Rule.Id).Where(rules.Contains);
}
