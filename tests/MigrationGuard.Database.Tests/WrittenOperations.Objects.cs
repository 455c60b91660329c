using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Database.Tests;

/// <content>Data, types, other objects, routines and privileges.</content>
internal static partial class WrittenOperations
{
    private static IEnumerable<Operation> Data()
    {
        yield return new InsertRows(Users, new[] { "id", "number", "Mixed" }) { Source = Sql("VALUES (1, 1, 'a;b') ON CONFLICT (id) DO NOTHING"), Alias = "u", Rows = 1 };
        yield return new InsertRows(Orders, new[] { "id" }) { Source = Sql("SELECT 1 FROM old"), With = "WITH old AS (SELECT 1)", FromQuery = true };
        yield return new InsertRows(new("app", "parent"), default) { Source = Sql("DEFAULT VALUES"), Rows = 1 };
        yield return new UpdateRows(Users, new[] { "handle" })
        {
            Assignments = Sql("handle = u.username || o.id FROM app.orders AS o"),
            Where = Sql("u.id = o.user_id"),
            Alias = "u",
            With = "WITH x AS (SELECT 1)",
        };
        yield return new DeleteRows(Users) { Alias = "order", Using = "app.orders AS o", Where = Sql("\"order\".id = o.user_id") };
        yield return new DeleteRows(Orders);
        yield return new MergeRows(Users, Sql("AS t USING app.orders AS o ON o.user_id = t.id WHEN MATCHED THEN UPDATE SET handle = 'x' WHEN NOT MATCHED THEN DO NOTHING"));
        yield return new TruncateTables(new ObjectName[] { Orders, Users }) { RestartIdentity = true, Cascade = true };
        yield return new CopyRows(Users, new[] { "id", "Mixed" }) { Options = "TO '/dev/null' WITH (FORMAT csv)" };
        yield return new Query(Sql("SELECT ';' FROM app.users"));
        yield return new CallRoutine(new("app", "run"), "n => 1");
    }

    private static IEnumerable<Operation> Types()
    {
        yield return new CreateEnum(new("app", "Kind of"), new[] { "it's", "back\\slash", "Größe" });
        yield return new CreateEnum("json", default);
        yield return new AddEnumValue(new("app", "mood"), "it's fine") { IfNotExists = true, After = "ok" };
        yield return new AddEnumValue(new("app", "mood"), "bad") { Before = "ok" };
        yield return new RenameEnumValue(new("app", "mood"), "ok", "o'k");
        yield return new CreateType(new("app", "pair"), Sql("AS (a integer, \"B\" text)"));
        yield return new AlterType(new("app", "address"), Sql("ADD ATTRIBUTE city text CASCADE"));
        yield return new DropType(new("app", "mood")) { IfExists = true, Cascade = true };
        yield return new DropType(new("app", "zip")) { IsDomain = true };
        yield return new RenameType(new("app", "mood"), "Mood");
        yield return new RenameType(new("app", "zip"), "zip") { IsDomain = true, NewSchema = "public" };
        yield return new CreateDomain(new("app", "email"), DataType.Of("character varying", 200))
        {
            NotNull = true,
            Default = Sql("'a@b'"),
            Collation = "\"C\"",
            Checks = new EquatableList<CheckConstraint>([new CheckConstraint(Sql("VALUE LIKE '%@%'")) { Name = "at" }, new CheckConstraint(Sql("VALUE <> ''"))]),
        };
        foreach (var change in new AlterDomain[]
        {
            new(new("app", "zip"), DomainChange.AddConstraint) { Constraint = new CheckConstraint(Sql("VALUE > ''")) { Name = "some", NotValid = true } },
            new(new("app", "zip"), DomainChange.DropConstraint) { ConstraintName = "zip_length" },
            new(new("app", "zip"), DomainChange.ValidateConstraint) { ConstraintName = "zip_length" },
            new(new("app", "zip"), DomainChange.RenameConstraint) { ConstraintName = "zip_length", NewName = "Zip" },
            new(new("app", "zip"), DomainChange.SetNotNull),
            new(new("app", "zip"), DomainChange.DropNotNull),
            new(new("app", "zip"), DomainChange.SetDefault) { Default = Sql("'12345'") },
            new(new("app", "zip"), DomainChange.DropDefault),
        })
        {
            yield return change;
        }
    }

    private static IEnumerable<Operation> Objects()
    {
        yield return new CreateSequence(new("app", "more")) { IfNotExists = true, Options = "AS integer INCREMENT BY 5 OWNED BY app.users.number" };
        yield return new AlterSequence(new("app", "numbers"), "RESTART WITH 10") { Restarts = true };
        yield return new CreateView(new("app", "active"), Sql("SELECT id, email FROM app.users WHERE id > 0"))
        {
            Replace = true,
            Columns = new[] { "id", "email" },
            Options = "WITH (security_barrier)",
            CheckOption = true,
        };
        yield return new CreateView(new("app", "nightly"), Sql("SELECT 1 AS x WITH NO DATA")) { Materialized = true, IfNotExists = true };
        yield return new RefreshView(new("app", "daily")) { Concurrently = true };
        yield return new RefreshView(new("app", "daily")) { NoData = true };
        yield return new CreateObject(ObjectKind.Schema, "sales", "SCHEMA IF NOT EXISTS sales") { IfNotExists = true };
        yield return new AlterObject(ObjectKind.Role, "written_reader", "ROLE written_reader SET search_path = app");
        yield return new RenameObject(ObjectKind.Schema, "app", "App");
        yield return new RenameObject(ObjectKind.MaterializedView, new("app", "daily"), "Daily");
        yield return new RenameObject(ObjectKind.Routine, new("app", "run"), "values") { Signature = "integer" };
        yield return new RenameObject(ObjectKind.Routine, new("app", "touch"), "touch") { NewSchema = "public", Signature = "" };
        yield return new RenameObject(ObjectKind.Other, new("app", "odd"), "even") { Signature = "STATISTICS" };
        yield return new RenameObject(ObjectKind.Replication, "changes", "Changes") { Signature = "PUBLICATION" };
        yield return new DropObject(ObjectKind.View, new("app", "active")) { IfExists = true, Cascade = true };
        yield return new DropObject(ObjectKind.Routine, new("app", "run")) { Signature = "integer" };
        yield return new DropObject(ObjectKind.Routine, new("app", "touch")) { Cascade = true };
        yield return new DropObject(ObjectKind.Other, new("app", "odd")) { Signature = "STATISTICS", IfExists = true };
        yield return new DropObject(ObjectKind.Role, "nobody here") { IfExists = true };
        yield return new DropObject(ObjectKind.Extension, "uuid-ossp") { IfExists = true };
        yield return new DropObject(ObjectKind.EventTrigger, "none") { IfExists = true };
        yield return new DropObject(ObjectKind.Sequence, new("app", "numbers"));
        yield return new DropObject(ObjectKind.Replication, "changes") { Signature = "PUBLICATION" };
        yield return new Annotate("COMMENT ON TABLE app.users IS 'who; buys'");
    }

    private static IEnumerable<Operation> Routines()
    {
        yield return new CreateRoutine(RoutineKind.Function, new("app", "next"), "(n integer DEFAULT 1) RETURNS integer")
        {
            Replace = true,
            Language = "plpgsql",
            Volatility = "stable",
            Body = Sql("BEGIN EXECUTE $$SELECT 1$$; PERFORM $body$x$body$; RETURN n; END"),
        };
        yield return new CreateRoutine(RoutineKind.Function, "f", "() RETURNS text") { Language = "sql", Body = Sql("SELECT '$'") };
        yield return new CreateRoutine(RoutineKind.Function, "f", "() RETURNS text") { Language = "sql", Body = Sql("SELECT 'x' AS a$") };
        yield return new CreateRoutine(RoutineKind.Function, "values", "(n integer) RETURNS integer") { Language = "sql", Body = Sql("RETURN n + 1") };
        yield return new CreateRoutine(RoutineKind.Procedure, "p", "(n integer)") { Body = Sql("BEGIN ATOMIC\n    INSERT INTO app.parent VALUES (n);\nEND") };
        yield return new CreateRoutine(RoutineKind.Aggregate, "my_sum", "(integer) (SFUNC = int4pl, STYPE = integer)");
        yield return new CreateTrigger("On Write", Users, "AFTER UPDATE OF email ON app.users FOR EACH ROW WHEN (OLD.email IS NULL) EXECUTE FUNCTION app.touch()")
        {
            Function = new("app", "touch"),
        };
        yield return new CreateTrigger("touch", Users, "BEFORE INSERT ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch()") { Function = new("app", "touch"), Replace = true };
        yield return new CreateTrigger("late", Users, "AFTER INSERT ON app.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch()")
        {
            Function = new("app", "touch"),
            IsConstraint = true,
        };
        yield return new DropTrigger("touch", Users) { IfExists = true, Cascade = true };
        yield return new SwitchTrigger(Users, "touch", true) { Mode = "ALWAYS" };
        yield return new SwitchTrigger(Users, "USER", false);
        yield return new SwitchTrigger(Orders, "quiet", false) { IsRule = true };
        yield return new CreateRule("quiet", Orders, "ON DELETE TO app.orders DO INSTEAD NOTHING") { Replace = true, Instead = true };
        yield return new DropRule("quiet", Orders) { IfExists = true };
        yield return new ControlFlow("DO $$ BEGIN PERFORM 1; END $$");
    }

    private static IEnumerable<Operation> Security()
    {
        yield return new ChangeRowSecurity(Users, RowSecurityChange.Enable);
        yield return new ChangeRowSecurity(Users, RowSecurityChange.NoForce);
        yield return new ChangePolicy(PolicyChange.Create, "Only own", Users) { Definition = "AS RESTRICTIVE FOR SELECT TO written_reader USING (id > 0)", Restrictive = true };
        yield return new ChangePolicy(PolicyChange.Alter, "own", Users) { Definition = "RENAME TO mine" };
        yield return new ChangePolicy(PolicyChange.Drop, "own", Users) { IfExists = true };
        yield return new Grant(new[] { "SELECT", "UPDATE (email, \"Mixed\")" }, "TABLE", new ObjectName[] { Users }, new[] { "written_reader", "public" });
        yield return new Grant(new[] { "USAGE" }, "SCHEMA", new ObjectName[] { "app" }, new[] { "written_reader" }) { Options = "WITH GRANT OPTION" };
        yield return new Grant(new[] { "EXECUTE" }, "FUNCTION", new ObjectName[] { new("app", "touch") }, new[] { "current_user" }) { Signatures = new[] { "" } };
        yield return new Grant(new[] { "SELECT" }, "ALL TABLES IN SCHEMA", new ObjectName[] { "app", "public" }, new[] { "written_reader" });
        yield return new Grant(new[] { "written_owner" }, "ROLE", default, new[] { "written_reader" }) { Options = "WITH ADMIN OPTION" };
        yield return new Revoke(new[] { "ALL" }, "TABLE", new ObjectName[] { Users }, new[] { "public" }) { Options = "GRANT OPTION FOR CASCADE" };
        yield return new Revoke(new[] { "written_owner" }, "ROLE", default, new[] { "written_reader" });
        yield return new ChangeOwner("MATERIALIZED VIEW", new("app", "daily"), "written_owner");
        yield return new ChangeOwner("PROCEDURE", new("app", "run"), "current_user") { Signature = "integer" };
        yield return new ChangeDefaultPrivileges("IN SCHEMA app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC") { Revokes = true };
    }
}
