using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL sequences, views, and objects without operations of their own.</summary>
internal static class ObjectGenerator
{
    private static readonly Gen<(string Text, string[]? Output, string[] Sources, bool Updatable, bool Restricts)> Queries =
        Generate.Pick<(string, string[]?, string[], bool, bool)>(
            ("SELECT id, email FROM users", ["id", "email"], ["users"], true, false),
            ("SELECT u.id, u.username AS handle\nFROM users u", ["id", "handle"], ["users"], true, false),
            ("SELECT id FROM users WHERE note IS NOT NULL", ["id"], ["users"], true, true),
            ("SELECT u.id, o.id AS order_id FROM users AS u JOIN orders AS o ON o.user_id = u.id", ["id", "order_id"], ["users", "orders"], false, true));

    private static readonly Gen<CreateView> View =
        from name in NameGenerator.ObjectName
        from query in Queries
        from columns in NameGenerator.NoColumnsOrSome
        from replace in Generate.Rarely
        from checkOption in Generate.Rarely
        from options in Generate.Maybe(Generate.Words("WITH (security_invoker = true)|WITH (security_barrier)"))
        select new CreateView(name, ExpressionGenerator.Text(query.Text))
        {
            Columns = columns,
            OutputColumns = query.Output is null ? default(EquatableList<string>?) : new EquatableList<string>(query.Output),
            Sources = query.Sources.Select(source => new ObjectName(null, source)).ToArray(),
            Updatable = query.Updatable,
            Restricts = query.Restricts,
            Replace = replace,
            CheckOption = checkOption,
            Options = options,
        };

    private static readonly Gen<CreateView> MaterializedView =
        from view in View
        from ifNotExists in Generate.Rarely
        from options in Generate.Maybe(Generate.Words("WITH (fillfactor = 70)|TABLESPACE fast"))
        select view with { Materialized = true, Replace = false, CheckOption = false, Updatable = false, Options = options, IfNotExists = ifNotExists };

    private static readonly Gen<Operation> Sequence =
        from name in NameGenerator.ObjectName
        from ifNotExists in Generate.Rarely
        from options in Generate.Maybe(Generate.Words("AS integer START WITH 10 INCREMENT BY 5|OWNED BY users.id|MINVALUE 1 NO MAXVALUE CYCLE"))
        from change in Generate.Pick(("RESTART WITH 1", true), ("INCREMENT BY 10", true), ("OWNED BY users.id", false), ("CACHE 20", false))
        from operation in Generate.Pick<Operation>(
            new CreateSequence(name) { IfNotExists = ifNotExists, Options = options },
            new AlterSequence(name, change.Item1) { Restarts = change.Item2 })
        select operation;

    private static readonly Gen<RefreshView> Refresh =
        from name in NameGenerator.ObjectName
        from mode in Gen.Choose(0, 2)
        select new RefreshView(name) { Concurrently = mode == 1, NoData = mode == 2 };

    private static readonly Gen<CreateObject> Create = Generate.Pick(
        new CreateObject(ObjectKind.Schema, "app", "SCHEMA app AUTHORIZATION app_owner"),
        new CreateObject(ObjectKind.Schema, "app", "SCHEMA IF NOT EXISTS app") { IfNotExists = true },
        new CreateObject(ObjectKind.Extension, "pg_trgm", "EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public") { IfNotExists = true },
        new CreateObject(ObjectKind.Extension, "uuid-ossp", "EXTENSION \"uuid-ossp\""),
        new CreateObject(ObjectKind.Role, "app_reader", "ROLE app_reader NOLOGIN"),
        new CreateObject(ObjectKind.Database, "shop", "DATABASE shop TEMPLATE template0"),
        new CreateObject(ObjectKind.Replication, "changes", "PUBLICATION changes FOR ALL TABLES"),
        new CreateObject(ObjectKind.EventTrigger, "guard", "EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION app.guard()"),
        new CreateObject(ObjectKind.Other, "ci", "COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)"));

    private static readonly Gen<AlterObject> Alter = Generate.Pick(
        new AlterObject(ObjectKind.Role, "app_reader", "ROLE app_reader SET search_path = app"),
        new AlterObject(ObjectKind.Extension, "pg_trgm", "EXTENSION pg_trgm UPDATE TO '1.6'"),
        new AlterObject(ObjectKind.Database, "shop", "DATABASE shop SET timezone TO 'UTC'"),
        new AlterObject(ObjectKind.Replication, "changes", "PUBLICATION changes ADD TABLE orders"),
        new AlterObject(ObjectKind.View, "active_users", "VIEW active_users SET (security_barrier = true)"));

    private static readonly Gen<(ObjectKind Kind, bool HasSchema, string? Words)> Kind = Generate.Pick<(ObjectKind, bool, string?)>(
        (ObjectKind.Schema, false, null),
        (ObjectKind.Database, false, null),
        (ObjectKind.View, true, null),
        (ObjectKind.MaterializedView, true, null),
        (ObjectKind.Sequence, true, null),
        (ObjectKind.Role, false, null),
        (ObjectKind.EventTrigger, false, null),
        (ObjectKind.Replication, false, "PUBLICATION"),
        (ObjectKind.Other, true, "COLLATION"),
        (ObjectKind.Other, true, "TEXT SEARCH CONFIGURATION"),
        (ObjectKind.Routine, true, null),
        (ObjectKind.Routine, true, "integer, text[]"),
        (ObjectKind.Routine, true, ""));

    private static readonly Gen<RenameObject> Rename =
        from kind in Kind
        from name in NameGenerator.ObjectName
        from newName in NameGenerator.Object
        from newSchema in Generate.Maybe(NameGenerator.Schema)
        let own = kind.HasSchema ? name : new ObjectName(null, name.Name)
        let moves = kind.HasSchema ? newSchema : null
        select new RenameObject(kind.Kind, own, moves is null ? newName : own.Name) { NewSchema = moves, Signature = kind.Words };

    private static readonly Gen<DropObject> Drop =
        from kind in Kind
        from name in NameGenerator.ObjectName
        from ifExists in Generate.Either
        from cascade in Generate.Rarely
        select new DropObject(kind.Kind, kind.HasSchema ? name : new ObjectName(null, name.Name))
        {
            Signature = kind.Words,
            IfExists = ifExists,
            Cascade = cascade && kind.Kind is not (ObjectKind.Database or ObjectKind.Role),
        };

    private static readonly Gen<Annotate> Comment = Generate.Pick(
        new Annotate("COMMENT ON TABLE app.users IS 'who; buys'"),
        new Annotate("COMMENT ON COLUMN users.\"Mixed\" IS NULL"));

    public static Gen<Operation> Any { get; } = Generate.AnyOf(
        Generate.Plain(View),
        Generate.Plain(MaterializedView),
        Sequence,
        Generate.Plain(Refresh),
        Generate.Plain(Create),
        Generate.Plain(Alter),
        Generate.Plain(Rename),
        Generate.Plain(Drop),
        Generate.Plain(Comment));
}
