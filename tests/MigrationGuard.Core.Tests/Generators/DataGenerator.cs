using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL statements that read or change rows; what follows from their text agrees with it.</summary>
internal static class DataGenerator
{
    private static readonly Gen<string?> Alias = Generate.Maybe(Generate.Words("t|u|target"));

    private static readonly Gen<string?> With = Generate.Maybe(Generate.Pick(
        "WITH old AS (SELECT id FROM users WHERE note IS NULL)",
        "WITH RECURSIVE tree (id) AS (\n    SELECT 1\n    UNION ALL\n    SELECT id + 1 FROM tree WHERE id < 3\n), b AS MATERIALIZED (SELECT 1)"));

    private static readonly Gen<InsertRows> Insert =
        from table in NameGenerator.TableName
        from columns in NameGenerator.NoColumnsOrSome
        from alias in Alias
        from with in With
        from source in Generate.Pick<(string Text, int Rows, bool Query, bool Repeatable)>(
            ("VALUES (1, 'a;b')", 1, false, false),
            ("VALUES (1, 'a'),\n    (2, E'it\\'s'),\n    (3, DEFAULT)", 3, false, false),
            ("OVERRIDING SYSTEM VALUE VALUES (1, now())", 1, false, false),
            ("DEFAULT VALUES", 1, false, false),
            ("VALUES (1, 'a') ON CONFLICT DO NOTHING", 1, false, true),
            ("VALUES ($$x$$, (SELECT max(id) FROM users)) ON CONFLICT (id) DO UPDATE SET email = excluded.email RETURNING id", 1, false, true),
            ("SELECT id, email FROM users WHERE id > 0", 0, true, false))
        select new InsertRows(table, columns)
        {
            Source = ExpressionGenerator.Text(source.Text),
            Rows = source.Rows,
            FromQuery = source.Query,
            Repeatable = source.Repeatable,
            Alias = alias,
            With = with,
        };

    private static readonly Gen<UpdateRows> Update =
        from table in NameGenerator.TableName
        from alias in Alias
        from with in With
        from assignments in Generate.Pick<(string Text, string[] Columns)>(
            ("handle = username", ["handle"]),
            ("status = 'done', note = NULL", ["status", "note"]),
            ("(price, note) = (1, 'a, b = c')", ["price", "note"]),
            ("price = o.price * 2 FROM orders AS o", ["price"]),
            ("\"Mixed\" = COALESCE(\"Mixed\", 'x')", ["Mixed"]))
        from condition in Where
        select new UpdateRows(table, assignments.Columns)
        {
            Assignments = ExpressionGenerator.Text(assignments.Text),
            From = assignments.Text.EndsWith("FROM orders AS o", StringComparison.Ordinal) ? "orders AS o" : null,
            Where = condition.Where,
            Batched = condition.Batched,
            Alias = alias,
            With = with,
        };

    private static readonly Gen<DeleteRows> Delete =
        from table in NameGenerator.TableName
        from alias in Alias
        from with in With
        from source in Generate.Maybe(Generate.Words("orders AS o|orders o JOIN users u ON u.id = o.user_id"))
        from condition in Where
        select new DeleteRows(table) { Using = source, Where = condition.Where, Batched = condition.Batched, Alias = alias, With = with };

    private static readonly Gen<MergeRows> Merge =
        from table in NameGenerator.TableName
        from with in With
        from definition in Generate.Pick<(string Text, bool Deletes)>(
            ("AS t USING incoming AS i ON i.id = t.id WHEN MATCHED THEN UPDATE SET name = i.name WHEN NOT MATCHED THEN INSERT (id) VALUES (i.id)", false),
            ("USING incoming ON incoming.id = users.id WHEN MATCHED THEN DELETE", true))
        select new MergeRows(table, ExpressionGenerator.Text(definition.Text)) { Deletes = definition.Deletes, With = with };

    private static readonly Gen<TruncateTables> Truncate =
        from tables in Generate.List(NameGenerator.TableName, 1, 3)
        from cascade in Generate.Rarely
        from restart in Generate.Rarely
        select new TruncateTables(tables) { Cascade = cascade, RestartIdentity = restart };

    private static readonly Gen<CopyRows> Copy =
        from table in NameGenerator.TableName
        from columns in NameGenerator.NoColumnsOrSome
        from options in Generate.Pick<(string Text, bool Writes)>(
            ("FROM STDIN", true), ("FROM '/tmp/a.csv' WITH (FORMAT csv, HEADER)", true), ("TO STDOUT", false))
        select new CopyRows(table, columns) { Options = options.Text, Writes = options.Writes };

    private static readonly Gen<Query> Queries = Generate.Pick(
        "SELECT 1", "SELECT id, 'a;b' FROM users WHERE name = 'x'", "VALUES (1), (2)", "TABLE users",
        "SELECT pg_advisory_lock(42)", "EXPLAIN SELECT 1", "NOTIFY reload, 'now'").Select(text => new Query(ExpressionGenerator.Text(text)));

    private static readonly Gen<CallRoutine> Call =
        from name in NameGenerator.ObjectName
        from arguments in Generate.Pick("", "1, 'a'", "now(), kind => 'x'")
        select new CallRoutine(name, arguments);

    public static Gen<Operation> Any { get; } = Generate.AnyOf(
        Generate.Plain(Insert),
        Generate.Plain(Update),
        Generate.Plain(Delete),
        Generate.Plain(Merge),
        Generate.Plain(Truncate),
        Generate.Plain(Copy),
        Generate.Plain(Queries),
        Generate.Plain(Call));

    private static Gen<(SqlExpression? Where, bool Batched)> Where { get; } = Gen.OneOf(
        Gen.Constant<(SqlExpression?, bool)>((null, false)),
        ExpressionGenerator.Condition.Select(condition => ((SqlExpression?)condition, false)),
        Gen.Constant<(SqlExpression?, bool)>((ExpressionGenerator.Text("id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 1000)"), true)));
}
