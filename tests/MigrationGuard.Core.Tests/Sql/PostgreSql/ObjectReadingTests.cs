using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class ObjectReadingTests
{
    [Test]
    public void Types_and_domains_are_read() => Assert.That(
        Reading.Operations("""
            CREATE TYPE s.mood AS ENUM ('sad', 'it''s');
            ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok' BEFORE 'sad';
            ALTER TYPE mood RENAME VALUE 'a' TO 'b';
            CREATE TYPE pair AS (a int, b int);
            ALTER TYPE pair ADD ATTRIBUTE c text CASCADE;
            ALTER TYPE pair RENAME TO couple;
            CREATE DOMAIN email AS text COLLATE "C" DEFAULT '' NOT NULL CONSTRAINT c CHECK (value ~ '@') CHECK (length(value) < 9);
            ALTER DOMAIN email ADD CONSTRAINT d CHECK (true) NOT VALID;
            ALTER DOMAIN email DROP CONSTRAINT IF EXISTS d;
            ALTER DOMAIN email SET NOT NULL;
            DROP TYPE a, b;
            DROP DOMAIN IF EXISTS d CASCADE;
            """),
        Is.EqualTo(new Operation[]
        {
            new CreateEnum(new ObjectName("s", "mood"), new(["sad", "it's"])),
            new AddEnumValue("mood", "ok") { IfNotExists = true, Before = "sad" },
            new RenameEnumValue("mood", "a", "b"),
            new CreateType("pair", Reading.Sql("AS (a int, b int)")),
            new AlterType("pair", Reading.Sql("ADD ATTRIBUTE c text CASCADE")),
            new RenameType("pair", "couple"),
            new CreateDomain("email", DataType.Of("text"))
            {
                Collation = "\"C\"",
                Default = Reading.Sql("''"),
                NotNull = true,
                Checks = new([new CheckConstraint(Reading.Sql("value ~ '@'")) { Name = "c" }, new CheckConstraint(Reading.Sql("length(value) < 9"))]),
            },
            new AlterDomain("email", DomainChange.AddConstraint) { Constraint = new CheckConstraint(Reading.Sql("true")) { Name = "d", NotValid = true } },
            new AlterDomain("email", DomainChange.DropConstraint) { ConstraintName = "d" },
            new AlterDomain("email", DomainChange.SetNotNull),
            new DropType("a"),
            new DropType("b"),
            new DropType("d") { IsDomain = true, IfExists = true, Cascade = true },
        }));

    [Test]
    public void Sequences_schemas_extensions_roles_and_others_are_read() => Assert.That(
        Reading.Operations("""
            CREATE SEQUENCE IF NOT EXISTS s START 5;
            ALTER SEQUENCE s RESTART WITH 1;
            ALTER SEQUENCE s OWNED BY t.a;
            CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION bob;
            ALTER SCHEMA app RENAME TO app2;
            CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA ext;
            ALTER ROLE bob SET search_path = app;
            CREATE TEXT SEARCH CONFIGURATION public.de (COPY = german);
            DROP FUNCTION IF EXISTS f(int, text), g CASCADE;
            DROP OPERATOR CLASS oc USING btree;
            DROP CAST (text AS mood);
            COMMENT ON TABLE t IS 'it''s';
            """),
        Is.EqualTo(new Operation[]
        {
            new CreateSequence("s") { IfNotExists = true, Options = "START 5" },
            new AlterSequence("s", "RESTART WITH 1") { Restarts = true },
            new AlterSequence("s", "OWNED BY t.a"),
            new CreateObject(ObjectKind.Schema, "app", "SCHEMA IF NOT EXISTS app AUTHORIZATION bob") { IfNotExists = true },
            new RenameObject(ObjectKind.Schema, "app", "app2"),
            new CreateObject(ObjectKind.Extension, "uuid-ossp", "EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA ext") { IfNotExists = true },
            new AlterObject(ObjectKind.Role, "bob", "ROLE bob SET search_path = app"),
            new CreateObject(ObjectKind.Other, new ObjectName("public", "de"), "TEXT SEARCH CONFIGURATION public.de (COPY = german)"),
            new DropObject(ObjectKind.Routine, "f") { IfExists = true, Cascade = true, Signature = "int, text" },
            new DropObject(ObjectKind.Routine, "g") { IfExists = true, Cascade = true },
            new DropObject(ObjectKind.Other, "oc") { Signature = "OPERATOR CLASS" },
            new DropObject(ObjectKind.Other, "(text AS mood)") { Signature = "CAST" },
            new Annotate("COMMENT ON TABLE t IS 'it''s'"),
        }));

    [Test]
    public void A_function_is_read_with_its_body_and_without_running_it()
    {
        var routine = (CreateRoutine)Reading.Operation("""
            CREATE OR REPLACE FUNCTION s.f(a int DEFAULT 1) RETURNS trigger LANGUAGE PLpgSQL STABLE SECURITY DEFINER AS $x$
            BEGIN UPDATE users SET name = lower(NEW.name); RETURN NEW; END;
            $x$ SET search_path = s;
            """);
        Assert.That(routine with { Body = null }, Is.EqualTo(
            new CreateRoutine(RoutineKind.Function, new ObjectName("s", "f"), "(a int DEFAULT 1) RETURNS trigger SECURITY DEFINER SET search_path = s")
            {
                Replace = true, Language = "plpgsql", Volatility = "stable",
            }));
        Assert.That(routine.Body!.Text.Trim(), Does.StartWith("BEGIN UPDATE").And.EndsWith("END;"));
        Assert.That(routine.Body.Mentions("users") && routine.Body.Calls("lower"));
    }

    [Test]
    public void Semicolons_in_a_body_of_standard_SQL_do_not_end_the_function()
    {
        var script = Reading.Script("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END; SELECT 3;");
        Assert.That((script.StatementCount, script.UnreadCount), Is.EqualTo((2, 0)));
        Assert.That(((CreateRoutine)script.Steps[0].Operation).Body!.Text, Does.EndWith("SELECT 2; END"));
    }

    [Test]
    public void Triggers_and_rules_are_read() => Assert.That(
        Reading.Operations("""
            CREATE CONSTRAINT TRIGGER a AFTER UPDATE OF b ON s.t DEFERRABLE FOR EACH ROW WHEN (NEW.x > 0) EXECUTE FUNCTION app.f(1);
            CREATE OR REPLACE TRIGGER b INSTEAD OF INSERT ON v EXECUTE PROCEDURE g();
            CREATE RULE r AS ON INSERT TO v DO INSTEAD (INSERT INTO t VALUES (1); SELECT 2;);
            DROP TRIGGER IF EXISTS a ON t CASCADE;
            DROP RULE r ON v;
            """),
        Is.EqualTo(new Operation[]
        {
            new CreateTrigger("a", new ObjectName("s", "t"), "AFTER UPDATE OF b ON s.t DEFERRABLE FOR EACH ROW WHEN (NEW.x > 0) EXECUTE FUNCTION app.f(1)")
            {
                IsConstraint = true, Function = new ObjectName("app", "f"),
            },
            new CreateTrigger("b", "v", "INSTEAD OF INSERT ON v EXECUTE PROCEDURE g()") { Replace = true, InsteadOf = true, Function = "g" },
            new CreateRule("r", "v", "ON INSERT TO v DO INSTEAD (INSERT INTO t VALUES (1); SELECT 2;)") { Instead = true },
            new DropTrigger("a", "t") { IfExists = true, Cascade = true },
            new DropRule("r", "v"),
        }));

    [Test]
    public void Privileges_and_policies_are_read() => Assert.That(
        Reading.Operations("""
            GRANT SELECT, UPDATE (a, b) ON t, s.u TO bob, PUBLIC WITH GRANT OPTION;
            GRANT EXECUTE ON FUNCTION f(int), g(text) TO bob;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA app TO bob;
            GRANT admin TO bob;
            REVOKE GRANT OPTION FOR ALL ON SCHEMA app FROM bob CASCADE;
            ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM bob;
            CREATE POLICY p ON t AS RESTRICTIVE USING (true);
            DROP POLICY IF EXISTS p ON t;
            ALTER FUNCTION f(int) OWNER TO bob;
            """),
        Is.EqualTo(new Operation[]
        {
            new Grant(new(["SELECT", "UPDATE (a, b)"]), "TABLE", new(["t", new ObjectName("s", "u")]), new(["bob", "public"])) { Options = "WITH GRANT OPTION" },
            new Grant(new(["EXECUTE"]), "FUNCTION", new(["f", "g"]), new(["bob"])) { Signatures = new(["int", "text"]) },
            new Grant(new(["USAGE"]), "ALL SEQUENCES IN SCHEMA", new(["app"]), new(["bob"])),
            new Grant(new(["admin"]), "ROLE", [], new(["bob"])),
            new Revoke(new(["ALL"]), "SCHEMA", new(["app"]), new(["bob"])) { Options = "GRANT OPTION FOR CASCADE" },
            new ChangeDefaultPrivileges("IN SCHEMA app REVOKE SELECT ON TABLES FROM bob") { Revokes = true },
            new ChangePolicy(PolicyChange.Create, "p", "t") { Restrictive = true, Definition = "AS RESTRICTIVE USING (true)" },
            new ChangePolicy(PolicyChange.Drop, "p", "t") { IfExists = true },
            new ChangeOwner("FUNCTION", "f", "bob") { Signature = "int" },
        }));
}
