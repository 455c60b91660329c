using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL routines, triggers and rules.</summary>
internal static class RoutineGenerator
{
    private static readonly Gen<CreateRoutine> Routine =
        from name in NameGenerator.ObjectName
        from replace in Generate.Either
        from volatility in Generate.Maybe(Generate.Words("immutable|stable|volatile"))
        from routine in Generate.Pick(
            (RoutineKind.Function, "() RETURNS trigger", "plpgsql", "BEGIN NEW.handle := NEW.username; RETURN NEW; END"),
            (RoutineKind.Function, "(a integer, b text DEFAULT 'x;y') RETURNS SETOF users STRICT", "sql", "SELECT * FROM users WHERE id = a"),
            (RoutineKind.Function, "() RETURNS void SECURITY DEFINER SET search_path = app, pg_temp", "plpgsql", "BEGIN EXECUTE $$SELECT 1$$; PERFORM 'it''s'; END"),
            (RoutineKind.Function, "(n integer) RETURNS integer", "sql", "RETURN n + 1"),
            (RoutineKind.Function, "() RETURNS text", "sql", "SELECT '$'"))
        select new CreateRoutine(routine.Item1, name, routine.Item2)
        {
            Replace = replace,
            Volatility = volatility,
            Language = routine.Item3,
            Body = ExpressionGenerator.Text(routine.Item4),
        };

    private static readonly Gen<CreateRoutine> Procedure =
        from name in NameGenerator.ObjectName
        from replace in Generate.Either
        select new CreateRoutine(RoutineKind.Procedure, name, "(INOUT total bigint)")
        {
            Replace = replace,
            Language = "plpgsql",
            Body = ExpressionGenerator.Text("BEGIN total := total + 1; END"),
        };

    private static readonly Gen<CreateRoutine> Aggregate =
        from name in NameGenerator.ObjectName
        select new CreateRoutine(RoutineKind.Aggregate, name, "(integer) (SFUNC = int4pl, STYPE = integer)");

    private static readonly Gen<CreateTrigger> Trigger =
        from name in NameGenerator.Object
        from replace in Generate.Rarely
        from definition in Generate.Pick<(string Text, string Table, ObjectName Function)>(
            ("BEFORE INSERT OR UPDATE OF email ON users FOR EACH ROW EXECUTE FUNCTION touch()", "users", "touch"),
            ("AFTER DELETE ON \"Order Items\" FOR EACH STATEMENT EXECUTE PROCEDURE app.touch('a')", "Order Items", new ObjectName("app", "touch")),
            ("INSTEAD OF UPDATE ON active_users FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION \"Touch\"()", "active_users", "Touch"))
        select new CreateTrigger(name, definition.Table, definition.Text)
        {
            Replace = replace,
            Function = definition.Function,
            InsteadOf = definition.Text.StartsWith("INSTEAD", StringComparison.Ordinal),
        };

    private static readonly Gen<CreateTrigger> ConstraintTrigger =
        from name in NameGenerator.Object
        select new CreateTrigger(name, "users", "AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch()")
        {
            IsConstraint = true,
            Function = "touch",
        };

    private static readonly Gen<CreateRule> Rule =
        from name in NameGenerator.Object
        from replace in Generate.Either
        from definition in Generate.Pick(
            ("ON INSERT TO users DO INSTEAD NOTHING", true),
            ("ON DELETE TO users WHERE OLD.id > 0 DO INSERT INTO audit VALUES (1)", false),
            ("ON UPDATE TO users DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2))", false))
        select new CreateRule(name, "users", definition.Item1) { Replace = replace, Instead = definition.Item2 };

    private static readonly Gen<Operation> Other =
        from table in NameGenerator.TableName
        from name in NameGenerator.Object
        from ifExists in Generate.Either
        from cascade in Generate.Rarely
        from enable in Generate.Either
        from mode in Generate.Maybe(Generate.Words("ALWAYS|REPLICA"))
        from all in Generate.Words("ALL|USER")
        from operation in Generate.Pick<Operation>(
            new DropTrigger(name, table) { IfExists = ifExists, Cascade = cascade },
            new DropRule(name, table) { IfExists = ifExists, Cascade = cascade },
            new SwitchTrigger(table, name, enable) { Mode = enable ? mode : null },
            new SwitchTrigger(table, name, enable) { Mode = enable ? mode : null, IsRule = true },
            new SwitchTrigger(table, all, enable))
        select operation;

    private static readonly Gen<ControlFlow> Block =
        Generate.Pick("DO $$ BEGIN NULL; END $$", "DO LANGUAGE plpgsql $x$BEGIN\n    NULL;\nEND$x$").Select(text => new ControlFlow(text));

    public static Gen<Operation> Any { get; } = Generate.AnyOf(
        Generate.Plain(Routine),
        Generate.Plain(Procedure),
        Generate.Plain(Aggregate),
        Generate.Plain(Trigger),
        Generate.Plain(ConstraintTrigger),
        Generate.Plain(Rule),
        Other,
        Other,
        Generate.Plain(Block));
}
