using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.TSql.Generators;

/// <summary>Operations on rows, and session commands, that T-SQL can say.</summary>
internal static class TSqlData
{
    private static readonly Gen<SqlExpression?> Where = Generate.Maybe(TSqlExpressions.Condition);

    private static readonly Gen<InsertRows> Insert =
        from table in NameGenerator.TableName
        from columns in NameGenerator.NoColumnsOrSome
        from source in Generate.Pick<(string Text, int Rows, bool Query, bool Repeatable)>(
            ("VALUES (1, N'a;b')", 1, false, false),
            ("VALUES (1, 'a'),\n    (2, N'it''s'),\n    (3, DEFAULT)", 3, false, false),
            ("DEFAULT VALUES", 1, false, false),
            ("OUTPUT inserted.id INTO #ids VALUES (1, 2)", 1, false, false),
            ("SELECT id, email FROM users WHERE id > 0 UNION ALL SELECT 1, 'x'", 0, true, false),
            ("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM users)", 0, true, true),
            ("EXEC dbo.p 1", 0, true, false))
        select new InsertRows(table, columns) { Source = TSqlExpressions.Text(source.Text), Rows = source.Rows, FromQuery = source.Query, Repeatable = source.Repeatable };

    private static readonly Gen<UpdateRows> Update =
        from table in NameGenerator.TableName
        from assignments in Generate.Pick<(string Text, string[] Columns)>(
            ("handle = username", ["handle"]),
            ("status = 'done', [Note] = NULL", ["status", "Note"]),
            ("@last = price = o.price * 2 OUTPUT inserted.id FROM orders AS o", ["price"]),
            ("name = CASE WHEN a = 1 THEN 'x' ELSE 'y' END, price += 1", ["name", "price"]))
        from condition in Where
        from batched in Generate.Rarely
        from loop in Generate.Rarely
        select new UpdateRows(table, assignments.Columns) { Assignments = TSqlExpressions.Text(assignments.Text), Where = condition, Batched = batched, InLoop = loop };

    private static readonly Gen<UpdateRows> UpdateByAlias =
        from table in NameGenerator.TableName
        select new UpdateRows(table, new[] { "price" }) { Alias = "u", Assignments = TSqlExpressions.Text($"u.price = 1 FROM {Quoted(table)} AS u JOIN orders o ON o.id = u.id") };

    private static readonly Gen<DeleteRows> Delete =
        from table in NameGenerator.TableName
        from source in Generate.Maybe(Generate.Words("orders AS o JOIN lines l ON l.id = o.id"))
        from condition in Where
        from batched in Generate.Rarely
        from loop in Generate.Rarely
        select new DeleteRows(table) { Using = source, Where = condition, Batched = batched, InLoop = loop };

    private static readonly Gen<MergeRows> Merge =
        from table in NameGenerator.TableName
        from definition in Generate.Pick<(string Text, bool Deletes)>(
            ("AS t USING (VALUES (1)) AS s (id) ON s.id = t.id WHEN MATCHED THEN UPDATE SET t.x = 1 WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)", false),
            ("USING incoming ON incoming.id = users.id WHEN MATCHED THEN DELETE", true))
        select new MergeRows(table, TSqlExpressions.Text(definition.Text)) { Deletes = definition.Deletes };

    public static Gen<Operation> Rows { get; } = Gen.OneOf(
        Generate.Plain(Insert),
        Generate.Plain(Update),
        Generate.Plain(UpdateByAlias),
        Generate.Plain(Delete),
        Generate.Plain(Merge),
        Generate.Plain(from table in NameGenerator.TableName select new TruncateTables(new[] { table })),
        Generate.Plain(from table in NameGenerator.TableName select new CopyRows(table, []) { Options = "FROM 'data.csv' WITH (FIRSTROW = 2)", Writes = true }),
        Generate.Plain(Generate.Words("SELECT 1|SELECT TOP (1) a, b FROM t WITH (NOLOCK) ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY|PRINT N'done'").Select(text => new Query(TSqlExpressions.Text(text)))),
        Generate.Plain(from name in NameGenerator.ObjectName from arguments in Generate.Words("|@id = 1, @name = N'x'|1, DEFAULT") select new CallRoutine(name, arguments)));

    public static Gen<Operation> Session { get; } = Generate.Pick<Operation>(
        new SetSetting("lock_timeout", "2000", SettingScope.Session),
        new SetSetting("xact_abort", "ON", SettingScope.Session),
        new SetSetting("transaction isolation level", "READ COMMITTED", SettingScope.Session),
        new SetSetting("identity_insert", "dbo.users ON", SettingScope.Session),
        new SetSetting("database", "Shop", SettingScope.Session),
        new BeginTransaction(),
        new BeginTransaction { Modes = "deploy WITH MARK 'x'" },
        new CommitTransaction(),
        new RollbackTransaction(),
        new RollbackTransaction { Savepoint = "before_backfill" },
        new SetSavepoint("before_backfill"),
        new EndBatch(1),
        new EndBatch(5),
        new ClientCommand(":setvar Schema dbo"),
        new ControlFlow("DECLARE @x int = 1"),
        new ControlFlow("SET @x = 2"));

    private static string Quoted(ObjectName name) => (name.Schema is null ? "" : Quoted(name.Schema) + ".") + Quoted(name.Name);

    private static string Quoted(string name) => "[" + name.Replace("]", "]]", StringComparison.Ordinal) + "]";
}
