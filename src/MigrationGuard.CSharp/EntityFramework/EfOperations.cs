using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>What each method of the builder asks a provider to write.</summary>
internal static class EfOperations
{
    private static readonly Dictionary<string, Action<EfCall, EfSql>> Methods = new(StringComparer.Ordinal)
    {
        ["AddColumn"] = (call, sql) => sql.AddColumn(TableOf(call), EfColumn.Of(call)),
        ["AlterColumn"] = (call, sql) => sql.AlterColumn(TableOf(call), EfColumn.Of(call), EfColumn.OldOf(call)),
        ["DropColumn"] = (call, sql) => sql.DropColumn(TableOf(call), call.Required("name"), call.Annotations),
        ["RenameColumn"] = (call, sql) => sql.RenameColumn(TableOf(call), call.Required("name"), call.Required("newName")),
        ["CreateTable"] = (call, sql) => EfTableReader.Read(call, sql),
        ["AlterTable"] = (call, sql) => sql.AlterTable(NameOf(call), call),
        ["DropTable"] = (call, sql) => sql.DropTable(NameOf(call), call.Annotations),
        ["RenameTable"] = (call, sql) => sql.RenameTable(NameOf(call), call.Text("newName"), call.Text("newSchema")),
        ["AddPrimaryKey"] = (call, sql) => sql.AddKey(TableOf(call), Key(call) with { IsPrimary = true }),
        ["AddUniqueConstraint"] = (call, sql) => sql.AddKey(TableOf(call), Key(call)),
        ["AddForeignKey"] = (call, sql) => sql.AddForeignKey(TableOf(call), ForeignKey(call, call.Names("column", "columns"))),
        ["AddCheckConstraint"] = (call, sql) => sql.AddCheck(TableOf(call), Check(call)),
        ["CreateCheckConstraint"] = (call, sql) => sql.AddCheck(TableOf(call), Check(call)),
        ["DropPrimaryKey"] = DropConstraint,
        ["DropUniqueConstraint"] = DropConstraint,
        ["DropForeignKey"] = DropConstraint,
        ["DropCheckConstraint"] = DropConstraint,
        ["CreateIndex"] = (call, sql) => sql.CreateIndex(Index(call)),
        ["DropIndex"] = (call, sql) => sql.DropIndex(call.Required("name"), call.Text("table"), call.Text("schema")),
        ["RenameIndex"] = RenameIndex,
        ["EnsureSchema"] = (call, sql) => sql.EnsureSchema(call.Required("name")),
        ["DropSchema"] = (call, sql) => sql.DropSchema(call.Required("name")),
        ["CreateSequence"] = (call, sql) => sql.CreateSequence(NameOf(call), call.TypeArgument, EfSequence.Of(call)),
        ["AlterSequence"] = (call, sql) => sql.AlterSequence(NameOf(call), EfSequence.Of(call)),
        ["RestartSequence"] = (call, sql) => sql.RestartSequence(NameOf(call), call.Number("startValue")),
        ["DropSequence"] = (call, sql) => sql.DropSequence(NameOf(call)),
        ["RenameSequence"] = (call, sql) => sql.RenameSequence(NameOf(call), call.Text("newName"), call.Text("newSchema")),
        ["AlterDatabase"] = (call, sql) => sql.AlterDatabase(call),
        ["EnsurePostgresExtension"] = (call, sql) => sql.EnsureExtension(new EfName(call.Text("schema"), call.Required("name")), call.Text("version")),
        ["InsertData"] = InsertData,
        ["UpdateData"] = UpdateData,
        ["DeleteData"] = DeleteData,
    };

    /// <summary>Whether EF Core has the method; <c>Sql</c> is read elsewhere.</summary>
    public static bool Knows(string method) => method == "Sql" || Methods.ContainsKey(method);

    /// <summary>Writes the SQL of a call; false when the method is not known. What the call lacks is said as its fault.</summary>
    public static bool Write(EfCall call, EfSql sql)
    {
        if (!Methods.TryGetValue(call.Method, out var method))
        {
            return false;
        }

        method(call, sql);
        return true;
    }

    /// <summary>The foreign key of AddForeignKey or table.ForeignKey.</summary>
    public static EfForeignKey ForeignKey(EfCall call, IReadOnlyList<string> columns)
        => new(call.Text("name"), columns, new EfName(call.Text("principalSchema"), call.Required("principalTable")), call.Names("principalColumn", "principalColumns"))
        {
            OnUpdate = call.Member("onUpdate"),
            OnDelete = call.Member("onDelete"),
            Annotations = call.Annotations,
        };

    /// <summary>The check of AddCheckConstraint or table.CheckConstraint.</summary>
    public static EfCheck Check(EfCall call) => new(call.Text("name"), call.Required("sql"));

    private static EfName TableOf(EfCall call) => new(call.Text("schema"), call.Required("table"));

    private static EfName NameOf(EfCall call) => new(call.Text("schema"), call.Required("name"));

    private static EfKey Key(EfCall call) => new(call.Text("name"), Columns(call), call.Annotations);

    private static IReadOnlyList<string> Columns(EfCall call)
    {
        var columns = call.Names("column", "columns");
        if (columns.Count == 0)
        {
            call.Fail($"{call.Method} is called without columns");
        }

        return columns;
    }

    private static EfIndex Index(EfCall call) => new(call.Required("name"), TableOf(call), Columns(call))
    {
        Unique = call.Flag("unique"),
        Filter = call.Text("filter"),
        Descending = call.Value("descending") switch
        {
            null or ConstantValue { Constant: null } => null,
            ListValue list => [.. list.Items.Select(item => item is ConstantValue { Constant: true })],
            _ => null,
        },
        Annotations = call.Annotations,
    };

    private static void DropConstraint(EfCall call, EfSql sql) => sql.DropConstraint(TableOf(call), call.Required("name"));

    private static void RenameIndex(EfCall call, EfSql sql)
    {
        var schema = call.Text("schema");
        sql.RenameIndex(call.Text("table") is { } table ? new EfName(schema, table) : null, new EfName(schema, call.Required("name")), call.Required("newName"));
    }

    private static void InsertData(EfCall call, EfSql sql)
    {
        if (EfRows.Of(call, ("columns", "columnTypes", "values")) is { } rows)
        {
            sql.InsertData(rows);
        }
    }

    private static void UpdateData(EfCall call, EfSql sql)
    {
        if (EfRows.Of(call, ("keyColumns", "keyColumnTypes", "keyValues")) is { } keys && EfRows.Of(call, ("columns", "columnTypes", "values")) is { } values)
        {
            sql.UpdateData(keys, values);
        }
    }

    private static void DeleteData(EfCall call, EfSql sql)
    {
        if (EfRows.Of(call, ("keyColumns", "keyColumnTypes", "keyValues")) is { } keys)
        {
            sql.DeleteData(keys);
        }
    }
}
