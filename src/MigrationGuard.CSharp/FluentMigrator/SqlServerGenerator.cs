using System.Text;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>What FluentMigrator 8.0.1 sends to SQL Server: SqlServer2016Generator, which AddSqlServer registers.</summary>
internal sealed class SqlServerGenerator : FluentGenerator
{
    /// <summary>The one instance.</summary>
    public static SqlServerGenerator Instance { get; } = new();

    /// <inheritdoc />
    public override string Product => "SQL Server";

    /// <inheritdoc />
    public override string Extensions => FileImports.SqlServer;

    /// <inheritdoc />
    public override string Batch(string sql) => sql + "\nGO\n";

    /// <inheritdoc />
    public override string Comma => ", ";

    /// <inheritdoc />
    public override string NoCache => " NO CACHE";

    /// <inheritdoc />
    public override string? TypeOf(Link link) => SqlServerTypes.Of(link);

    /// <inheritdoc />
    public override string Quote(string name) => name.Length > 1 && name[0] == '[' && name[name.Length - 1] == ']' ? name : "[" + name.Replace("]", "]]") + "]";

    /// <inheritdoc />
    public override string Table(ObjectName name) => Quote(name.Schema is { Length: > 0 } schema ? schema : "dbo") + "." + Quote(name.Name);

    /// <inheritdoc />
    public override string Sequence(ObjectName name) => Table(name);

    /// <inheritdoc />
    public override string DropColumns(ObjectName table, IReadOnlyList<string> columns)
        => string.Join("GO\n", columns.Select(column => $"{DropDefault(table, column)}\n\nALTER TABLE {Table(table)} DROP COLUMN {Quote(column)};\n"));

    /// <inheritdoc />
    public override string DropTable(ObjectName table, bool ifExists)
        => ifExists ? $"IF OBJECT_ID('{Table(table)}','U') IS NOT NULL DROP TABLE {Table(table)};" : $"DROP TABLE {Table(table)};";

    /// <inheritdoc />
    public override string DropIndex(string index, ObjectName table, bool? online) => $"DROP INDEX {Quote(index)} ON {Table(table)}{With(Online(online))};";

    /// <inheritdoc />
    public override string DropConstraint(string constraint, ObjectName table, bool? online) => $"ALTER TABLE {Table(table)} DROP CONSTRAINT {Quote(constraint)}{With(Online(online))};";

    /// <inheritdoc />
    public override string DropDefault(ObjectName table, string column) => $"""
        DECLARE @default sysname, @sql nvarchar(max);

        SELECT @default = name
        FROM sys.default_constraints
        WHERE parent_object_id = object_id('{Table(table)}')
        AND type = 'D'
        AND parent_column_id = (
        SELECT column_id
        FROM sys.columns
        WHERE object_id = object_id('{Table(table)}')
        AND name = '{column}'
        );

        SET @sql = N'ALTER TABLE {Table(table)} DROP CONSTRAINT ' + QUOTENAME(@default);
        EXEC sp_executesql @sql;
        """;

    /// <inheritdoc />
    public override string MoveTable(ObjectName table, string schema) => $"ALTER SCHEMA {Quote(schema)} TRANSFER {Table(table)};";

    /// <inheritdoc />
    public override string RenameTable(ObjectName table, string name) => $"sp_rename {String(Table(table))}, {String(name)};";

    /// <inheritdoc />
    public override string RenameColumn(ObjectName table, string column, string name) => $"sp_rename {String(Table(table) + "." + Quote(column))}, {String(name)};";

    /// <inheritdoc />
    public override string String(string text) => "N" + Ansi(text);

    /// <inheritdoc />
    protected override string Create(TableCreation table)
    {
        var sql = $"CREATE TABLE {Table(table.Table)} ({Columns(table, column => Column(column, table.Table.Name))});";
        var described = (table.Description is { Length: > 0 } text ? SqlServerDescriptions.Add(table.Table, text) : "")
            + string.Concat(table.Columns.Select(column => SqlServerDescriptions.Add(table.Table, column)));
        return described.Length == 0 ? sql : sql + "\nGO\n" + described;
    }

    /// <inheritdoc />
    protected override string Describe(TableDescription table) => table.Description is { Length: > 0 } text ? SqlServerDescriptions.Replace(table.Table, text) : "";

    /// <inheritdoc />
    protected override string Add(ColumnAddition column)
    {
        var sql = $"ALTER TABLE {Table(column.Table)} ADD {Column(column.Column, column.Table.Name)};";
        var described = SqlServerDescriptions.Add(column.Table, column.Column);
        return described.Length == 0 ? sql : sql + "\nGO\n" + described;
    }

    /// <inheritdoc />
    protected override string Alter(ColumnAlteration column)
    {
        var sql = $"ALTER TABLE {Table(column.Table)} ALTER COLUMN {Column(column.Column, table: null)};";
        var described = SqlServerDescriptions.Replace(column.Table, column.Column);
        return described.Length == 0 ? sql : sql + "\nGO\n" + described;
    }

    /// <inheritdoc />
    protected override string Alter(DefaultAlteration change)
    {
        var value = Function(change.Value) ?? Literal(change.Value);
        var name = Quote($"DF_{change.Table.Name}_{change.Column}");
        return $"{DropDefault(change.Table, change.Column)}\n\nALTER TABLE {Table(change.Table)} WITH NOCHECK ADD CONSTRAINT {name} DEFAULT({value}) FOR {Quote(change.Column)};";
    }

    /// <inheritdoc />
    protected override string Create(ConstraintCreation constraint)
    {
        var name = Quote(KeyCalls.NameOf(constraint));
        if (!constraint.IsPrimaryKey && constraint.Filter is not null)
        {
            return $"CREATE UNIQUE INDEX {name} ON {Table(constraint.Table)} ({Quoted(constraint.Columns)}) WHERE {constraint.Filter};";
        }

        var clustered = constraint.Clustered switch { true => " CLUSTERED", false => " NONCLUSTERED", null => "" };
        var kind = constraint.IsPrimaryKey ? "PRIMARY KEY" : "UNIQUE";
        return $"ALTER TABLE {Table(constraint.Table)} ADD CONSTRAINT {name} {kind}{clustered} ({Quoted(constraint.Columns)}){With(Online(constraint.Online))};";
    }

    /// <inheritdoc />
    protected override string Create(IndexCreation index)
    {
        var text = new StringBuilder("CREATE ").Append(index.Unique ? "UNIQUE " : "").Append(index.Clustered ? "CLUSTERED " : "")
            .Append($"INDEX {Quote(IndexCalls.NameOf(index))} ON {Table(index.Table)} (")
            .Append(string.Join(", ", index.Keys.Select(key => Quote(key.Column) + (key.Descending ? " DESC" : " ASC")))).Append(')');
        if (index.Include.Count > 0)
        {
            text.Append(" INCLUDE (").Append(Quoted(index.Include)).Append(')');
        }

        var nulls = !index.Unique ? [] : index.Keys.Where(key => (key.NullsDistinct ?? index.NullsDistinct) == false).Select(key => Quote(key.Column) + " IS NOT NULL").ToArray();
        var filter = nulls.Length > 0 ? string.Join(" AND ", nulls) : index.Filter;
        var compression = index.Compression is null ? null : "DATA_COMPRESSION = " + index.Compression.ToUpperInvariant();
        return text.Append(filter is null ? "" : " WHERE " + filter).Append(With(Online(index.Online), compression)).Append(';').ToString();
    }

    /// <inheritdoc />
    protected override string Constant(bool value) => value ? "1" : "0";

    /// <inheritdoc />
    protected override string? SystemMethod(string name) => name switch
    {
        "NewGuid" => "NEWID()",
        "NewSequentialId" => "NEWSEQUENTIALID()",
        "CurrentDateTime" => "GETDATE()",
        "CurrentUTCDateTime" => "GETUTCDATE()",
        "CurrentDateTimeOffset" => "SYSDATETIMEOFFSET()",
        "CurrentUser" => "CURRENT_USER",
        _ => null,
    };

    private string Column(FluentColumn column, string? table)
        => Quote(column.Name) + (column.Computed is not null || column.Type is null ? "" : " " + column.Type)
            + (column.Collation is { Length: > 0 } collation ? " COLLATE " + collation : "")
            + (column.Computed is null ? "" : $" AS ({column.Computed}){(column.Stored ? " PERSISTED" : "")}")
            + (column.Nullable != true ? " NOT NULL" : column.IsCustom && column.Computed is null ? " NULL" : "")
            + Default(column, table)
            + (column.Identity is { } identity ? $" IDENTITY({identity.Seed},{identity.Increment})" : "")
            + (column.RowGuid ? " ROWGUIDCOL" : "")
            + (column.Sparse && column.Nullable == true ? " SPARSE" : "");

    private string Default(FluentColumn column, string? table)
        => column.Default is null ? ""
            : Function(column.Default) is { } function ? " DEFAULT " + function
            : table is null ? "" : $" CONSTRAINT {Quote($"DF_{table}_{column.Name}")} DEFAULT {Literal(column.Default)}";

    // A string that ends like the call of a function is taken for one.
    private static string? Function(Value value) => value is TextValue { Text.Text: var text } && text.EndsWith("()", StringComparison.Ordinal) ? text : null;

    private static string? Online(bool? online) => online switch { true => "ONLINE=ON", false => "ONLINE=OFF", null => null };

    private static string With(string? first, string? second = null) => (first, second) switch
    {
        (null, null) => "",
        (null, _) => $" WITH ({second})",
        (_, null) => $" WITH ({first})",
        _ => $" WITH ({first}, {second})",
    };
}
