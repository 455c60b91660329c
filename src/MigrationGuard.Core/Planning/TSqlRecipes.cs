using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Sql.TSql;

namespace MigrationGuard.Planning;

/// <summary>The recipes of SQL Server. A trigger is no way to keep columns in step there: it breaks every OUTPUT without INTO, which EF Core sends.</summary>
internal sealed class TSqlRecipes(Database database) : Recipes(database)
{
    public override Operation LockTimeout => new SetSetting("lock_timeout", "2000", SettingScope.Session);

    public override bool Syncs => false;

    public override string Name(string name) => "[" + name.Replace("]", "]]") + "]";

    public override string Literal(string text) => TSqlNames.Literal(text);

    public override string UtcNow => "GETUTCDATE()";

    public override string Cast(string value, DataType type) => $"CAST({value} AS {type})";

    public override Operation[] StartSync(SyncedColumns columns) => [];

    public override Operation[] EndSync(SyncedColumns columns) => [];

    public override Operation[] Compute(ObjectName table, string column, SqlExpression expression) => [];

    public override Operation Fill(Backfill backfill)
    {
        var table = Name(backfill.Table);
        var source = backfill.Source is null ? "" : $" AND {Name(backfill.Source)} IS NOT NULL";
        return new ControlFlow($"""
            WHILE 1 = 1
            BEGIN
              UPDATE TOP (1000) {table} SET {Name(backfill.Column)} = {backfill.Value} WHERE {Name(backfill.Missing)} IS NULL{source};
              IF @@ROWCOUNT = 0 BREAK;
            END
            """);
    }

    public override Operation Validate(ObjectName table, string constraint) => new SwitchConstraint(table, constraint) { Enable = true, WithCheck = true };

    public override string SetSequence(ObjectName table, string column) => $"DBCC CHECKIDENT ('{table}', RESEED)";

    public override Operation SetDefault(ObjectName table, string column, string value)
        => new AddConstraint(table, new DefaultConstraint(column, Expression(value)) { Name = Join("DF", table.Name, column) });

    public override Operation[][] Require(ObjectName table, string column, DataType? type)
        => type is null ? [] : [[new AlterColumnType(table, column, type) { Nullable = false }]];
}
