using MigrationGuard.Collections;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Sql.PostgreSql;

namespace MigrationGuard.Planning;

/// <summary>The recipes of PostgreSQL.</summary>
internal sealed class PostgreSqlRecipes(Database database) : Recipes(database)
{
    public override Operation LockTimeout => new SetSetting("lock_timeout", "2s", SettingScope.Session);

    public override IEnumerable<Operation> Limits(bool isLong) => [LockTimeout, new SetSetting("statement_timeout", isLong ? "0" : "30s", SettingScope.Session)];

    public override bool Syncs => true;

    public override string Name(string name) => NameWriter.Name(name);

    public override string Literal(string text) => NameWriter.Literal(text);

    public override string UtcNow => "timezone('utc', now())";

    public override string Cast(string value, DataType type) => $"{value}::{TypeWriter.Write(type)}";

    public override Operation[] StartSync(SyncedColumns columns)
    {
        var trigger = new SyncTrigger(columns);
        var function = new ObjectName(columns.Table.Schema, SyncName(columns));
        List<Operation> start = columns.Default is { } value ? [new SetDefault(columns.Table, columns.New, value)] : [];
        start.Add(new CreateRoutine(RoutineKind.Function, function, "() RETURNS trigger" + trigger.Settings()) { Language = "plpgsql", Body = Expression(trigger.Body()) });
        start.Add(RowTrigger(columns.Table, SyncTriggerName(columns), function));
        return [.. start];
    }

    public override Operation[] EndSync(SyncedColumns columns) =>
    [
        new DropTrigger(SyncTriggerName(columns), columns.Table),
        new DropObject(ObjectKind.Routine, new ObjectName(columns.Table.Schema, SyncName(columns))) { Signature = "" },
    ];

    public override string? Bound(ObjectName table, string column)
    {
        var (of, name) = ($"to_regclass({NameWriter.Literal(NameWriter.Name(table))})", NameWriter.Literal(column));
        return "SELECT pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_depend AS d JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
            + $"WHERE d.refclassid = 'pg_class'::regclass AND a.attrelid = {of} AND a.attname = {name} AND d.classid::regclass::text IN ('pg_rewrite', 'pg_trigger', 'pg_policy', 'pg_publication_rel', 'pg_statistic_ext') "
            + $"UNION ALL SELECT 'replica identity ' || i.indexrelid::regclass FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indisreplident AND i.indrelid = {of} AND a.attname = {name}";
    }

    public override Operation[] Compute(ObjectName table, string column, SqlExpression expression)
        => Trigger(table, Join(table.Name, "compute", column), $"  NEW.{Name(column)} := {OverNew(table, expression)};");

    public override Operation Fill(Backfill backfill)
    {
        var table = NameWriter.Name(backfill.Table);
        var condition = $"{Name(backfill.Missing)} IS NULL" + (backfill.Expression is { } value ? $" AND ({value}) IS NOT NULL" : backfill.Source is null ? "" : $" AND {Name(backfill.Source)} IS NOT NULL");
        var assignment = $"{Name(backfill.Column)} = {backfill.Value}";
        var update = $"UPDATE {table} SET {assignment}";
        return new ControlFlow(backfill.ByPlace || backfill.Key.Count > 1 ? FillByPlace(table, update, condition) : FillByKey(backfill.Key, table, $"{{0}} AND {condition}", update))
        {
            Repeats = new UpdateRows(backfill.Table, new[] { backfill.Column }) { Assignments = Expression(assignment), Where = Expression(condition) },
        };
    }

    public override ControlFlow Loop(ObjectName table, string key, UpdateRows update)
    {
        var name = NameWriter.Name(table);
        var condition = update.Where is null ? "" : $" AND ({update.Where})";
        return new ControlFlow(FillByKey(new[] { key }, name, "{0}" + condition, $"UPDATE {name} SET {update.Assignments}"));
    }

    public override Operation[][] Require(ObjectName table, string column, DataType? type)
    {
        var name = Join(table.Name, column, "not_null");
        var validate = new ValidateConstraint(table, name);
        return Database.HasNotNullNotValid
            ? [[new AddConstraint(table, new NotNullConstraint(column) { Name = name, NotValid = true })], [validate]]
            :
            [
                [new AddConstraint(table, new CheckConstraint(Expression(Name(column) + " IS NOT NULL")) { Name = name, NotValid = true })],
                [validate],
                [new SetNotNull(table, column), new DropConstraint(table, name)],
            ];
    }

    public override Operation SetDefault(ObjectName table, string column, string value) => new SetDefault(table, column, Expression(value));

    public override string SetSequence(ObjectName table, string column)
    {
        var (name, key) = (NameWriter.Name(table), Name(column));
        return $"SELECT setval(pg_get_serial_sequence({NameWriter.Literal(name)}, {NameWriter.Literal(column)}), coalesce((SELECT max({key}) FROM {name}), 0) + 1, false)";
    }

    private static string OverNew(ObjectName table, SqlExpression expression) => $"(SELECT {expression} FROM (SELECT NEW.*) AS {NameWriter.Name(table.Name)})";

    private static string FillByPlace(string table, string update, string condition) => $"""
        DO $$
        BEGIN
          LOOP
            {update} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE {condition} LIMIT 1000)) AND {condition};
            EXIT WHEN NOT FOUND;
            COMMIT;
          END LOOP;
        END;
        $$
        """;

    private string FillByKey(EquatableList<string> keys, string table, string where, string update)
    {
        var key = Name(keys.Count == 0 ? "id" : keys[0]);
        var note = keys.Count == 0 ? $"\n  -- {key} stands for the primary key of {table}" : "";
        return $"""
            DO $$
            DECLARE{note}
              batch_first {table}.{key}%TYPE;
              batch_last {table}.{key}%TYPE;
            BEGIN
              SELECT {key} INTO batch_first FROM {table} ORDER BY {key} LIMIT 1;
              WHILE batch_first IS NOT NULL LOOP
                SELECT {key} INTO batch_last FROM (SELECT {key} FROM {table} WHERE {key} >= batch_first ORDER BY {key} LIMIT 1000) AS batch ORDER BY {key} DESC LIMIT 1;
                {update} WHERE {where.Replace("{0}", $"{key} BETWEEN batch_first AND batch_last")};
                COMMIT;
                SELECT {key} INTO batch_first FROM {table} WHERE {key} > batch_last ORDER BY {key} LIMIT 1;
              END LOOP;
            END;
            $$
            """;
    }

    private string SyncName(SyncedColumns columns) => Join(columns.Table.Name, "sync", columns.New);

    // Triggers of a kind fire in the order of their names, and this one copies what the others have made of the row.
    private string SyncTriggerName(SyncedColumns columns) => Join("zz", columns.Table.Name, "sync", columns.New);

    private static Operation[] Trigger(ObjectName table, string name, string body)
    {
        var function = new ObjectName(table.Schema, name);
        return
        [
            new CreateRoutine(RoutineKind.Function, function, "() RETURNS trigger") { Language = "plpgsql", Body = Expression($"\nBEGIN\n{body}\n  RETURN NEW;\nEND;\n") },
            RowTrigger(table, name, function),
        ];
    }

    private static CreateTrigger RowTrigger(ObjectName table, string name, ObjectName function)
        => new(name, table, $"BEFORE INSERT OR UPDATE ON {NameWriter.Name(table)}\n  FOR EACH ROW EXECUTE FUNCTION {NameWriter.RoutineName(function)}()") { Function = function };
}
