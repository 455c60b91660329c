using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.TSql.Generators;

/// <summary>Operations on views, routines, triggers, types, permissions and other objects that T-SQL can say.</summary>
internal static class TSqlObjects
{
    private static readonly Gen<CreateView> View =
        from name in NameGenerator.ObjectName
        from columns in NameGenerator.NoColumnsOrSome
        from replace in Generate.Either
        from check in Generate.Rarely
        from ifNotExists in Generate.Rarely
        from options in Generate.Maybe(Gen.Constant("WITH SCHEMABINDING"))
        from outline in Generate.Pick(
            new CreateView("x", TSqlExpressions.Text("SELECT id, u.name AS handle FROM dbo.users AS u"))
            {
                OutputColumns = new[] { "id", "handle" }, Sources = new ObjectName[] { new("dbo", "users") }, Updatable = true,
            },
            new CreateView("x", TSqlExpressions.Text("SELECT a = 1, count(*) AS n FROM users JOIN orders ON 1 = 1 WHERE 'x' = N'it''s'"))
            {
                OutputColumns = new[] { "a", "n" }, Sources = new ObjectName[] { "users", "orders" }, Restricts = true,
            },
            new CreateView("x", TSqlExpressions.Text("WITH c AS (SELECT 1 AS a) SELECT * FROM c")) { Restricts = true })
        select outline with { Name = name, Columns = columns, Replace = replace && !ifNotExists, CheckOption = check, Options = options, IfNotExists = ifNotExists };

    private static readonly Gen<CreateRoutine> Routine =
        from name in NameGenerator.ObjectName
        from replace in Generate.Either
        from routine in Generate.Pick<(RoutineKind Kind, string Signature, string Body)>(
            (RoutineKind.Procedure, "", "SELECT 1;\nUPDATE t SET a = 1"),
            (RoutineKind.Procedure, "@id int = 0 OUTPUT, @names dbo.NameList READONLY WITH EXECUTE AS OWNER", "BEGIN\n    CREATE TABLE #t (id int)\nEND"),
            (RoutineKind.Function, "(@id int) RETURNS int WITH SCHEMABINDING", "BEGIN RETURN @id END"),
            (RoutineKind.Function, "() RETURNS TABLE", "RETURN (SELECT 1 AS a)"))
        select new CreateRoutine(routine.Kind, name, routine.Signature) { Replace = replace, Language = "tsql", Body = TSqlExpressions.Text(routine.Body) };

    private static readonly Gen<CreateTrigger> Trigger =
        from name in NameGenerator.Object
        from replace in Generate.Either
        from trigger in Generate.Pick<(string Table, string Events, bool Instead)>(
            ("users", "AFTER INSERT, UPDATE AS BEGIN SET NOCOUNT ON; END", false),
            ("users", "INSTEAD OF DELETE AS IF UPDATE(id) RETURN", true))
        select new CreateTrigger(name, new ObjectName("dbo", trigger.Table), $"ON dbo.{trigger.Table} {trigger.Events}") { Replace = replace, InsteadOf = trigger.Instead };

    public static Gen<Operation> Modules { get; } = Gen.OneOf(
        Generate.Plain(View),
        Generate.Plain(Routine),
        Generate.Plain(Trigger),
        Generate.Plain(from name in NameGenerator.ObjectName from ifExists in Generate.Either select new DropTrigger(name.Name, name) { IfExists = ifExists }),
        Generate.Plain(from table in NameGenerator.TableName from name in NameGenerator.Object from enable in Generate.Either select new SwitchTrigger(table, name, enable)));

    public static Gen<Operation> Others { get; } = Gen.OneOf(
        Generate.Plain(from name in NameGenerator.ObjectName from text in Generate.Words("FROM nvarchar(20) NOT NULL|AS TABLE (id int PRIMARY KEY, INDEX ix (id))") select new CreateType(name, TSqlExpressions.Text(text))),
        Generate.Plain(from name in NameGenerator.ObjectName from ifExists in Generate.Either select new DropType(name) { IfExists = ifExists }),
        Generate.Plain(from name in NameGenerator.ObjectName from to in NameGenerator.Object select new RenameType(name, to)),
        Generate.Plain(from name in NameGenerator.ObjectName from to in NameGenerator.Schema select new RenameType(name, name.Name) { NewSchema = to }),
        Generate.Plain(from name in NameGenerator.ObjectName from ifNotExists in Generate.Rarely from options in Generate.Maybe(Gen.Constant("AS bigint START WITH 1")) select new CreateSequence(name) { IfNotExists = ifNotExists, Options = options }),
        Generate.Plain(from name in NameGenerator.ObjectName select new AlterSequence(name, "RESTART WITH 1") { Restarts = true }),
        Generate.Plain(from ifNotExists in Generate.Either select new CreateObject(ObjectKind.Schema, "sales", "SCHEMA sales AUTHORIZATION dbo") { IfNotExists = ifNotExists }),
        Generate.Pick<Operation>(
            new CreateObject(ObjectKind.Synonym, new ObjectName("dbo", "old"), "SYNONYM dbo.old FOR dbo.new"),
            new CreateObject(ObjectKind.Role, "app", "USER app FOR LOGIN app WITH DEFAULT_SCHEMA = dbo"),
            new CreateObject(ObjectKind.Other, "pf", "PARTITION FUNCTION pf (date) AS RANGE RIGHT FOR VALUES ('2024-01-01')"),
            new CreateObject(ObjectKind.Other, "st", "STATISTICS st ON dbo.users (id) WITH FULLSCAN"),
            new CreateObject(ObjectKind.EventTrigger, "ddl", "TRIGGER ddl ON DATABASE FOR CREATE_TABLE AS PRINT 1"),
            new AlterObject(ObjectKind.Role, "db_owner", "ROLE db_owner ADD MEMBER app"),
            new AlterObject(ObjectKind.Database, "CURRENT", "DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE"),
            new AlterObject(ObjectKind.Replication, new ObjectName("dbo", "t"), "TABLE dbo.t ENABLE CHANGE_TRACKING WITH (TRACK_COLUMNS_UPDATED = ON)"),
            new DropObject(ObjectKind.View, new ObjectName("dbo", "v")) { IfExists = true },
            new DropObject(ObjectKind.Routine, "f") { Signature = "FUNCTION" },
            new DropObject(ObjectKind.Role, "app") { Signature = "USER", IfExists = true },
            new DropObject(ObjectKind.Other, "ps") { Signature = "PARTITION SCHEME" },
            new DropObject(ObjectKind.Schema, "sales"),
            new RenameObject(ObjectKind.Database, "Shop", "Store"),
            new RenameObject(ObjectKind.Other, new ObjectName("dbo", "PK_users"), "PK_people") { Signature = "CONSTRAINT" },
            new Annotate("EXEC sp_addextendedproperty N'MS_Description', N'x', N'SCHEMA', N'dbo'")));

    public static Gen<Operation> Security { get; } = Gen.OneOf(
        Generate.Plain(from table in NameGenerator.TableName from role in NameGenerator.Role select new Grant(new[] { "SELECT", "UPDATE (id, name)" }, "TABLE", new[] { table }, new[] { role }) { Options = "WITH GRANT OPTION" }),
        Generate.Plain(from table in NameGenerator.ObjectName from role in NameGenerator.Role select new Grant(new[] { "EXECUTE" }, "ROUTINE", new[] { table }, new[] { role, "public" })),
        Generate.Plain(from schema in NameGenerator.Schema select new Grant(new[] { "INSERT", "DELETE" }, "SCHEMA", new ObjectName[] { schema }, new[] { "app" })),
        Generate.Plain(from role in NameGenerator.Role select new Grant(new[] { "CREATE TABLE", "VIEW DEFINITION" }, "DATABASE", [], new[] { role })),
        Generate.Plain(
            from table in NameGenerator.TableName
            from deny in Generate.Either
            from options in Generate.Maybe(Gen.Constant("CASCADE"))
            select new Revoke(new[] { "SELECT" }, "TABLE", new[] { table }, new[] { "app" }) { Deny = deny, Options = options }),
        Generate.Plain(from name in NameGenerator.ObjectName from role in NameGenerator.Role select new ChangeOwner("TABLE", name, role)),
        Generate.Plain(from schema in NameGenerator.Schema select new ChangeOwner("SCHEMA", schema, "dbo")),
        Generate.Plain(from name in NameGenerator.ObjectName from enabled in Generate.Either select new ChangeRowSecurity(name, enabled ? RowSecurityChange.Enable : RowSecurityChange.Disable)),
        Generate.Plain(from name in NameGenerator.ObjectName select new ChangePolicy(PolicyChange.Create, name.Name, name) { Definition = "ADD FILTER PREDICATE s.f(id) ON dbo.t, ADD BLOCK PREDICATE s.f(id) ON dbo.t AFTER INSERT WITH (STATE = ON)" }),
        Generate.Plain(from name in NameGenerator.ObjectName from ifExists in Generate.Either select new ChangePolicy(PolicyChange.Drop, name.Name, name) { IfExists = ifExists }));
}
