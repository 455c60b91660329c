using System.Globalization;
using System.Text;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Writes the SQL that a generator of FluentMigrator 8.0.1 sends; what both databases share.</summary>
internal abstract class FluentGenerator
{
    /// <summary>The generator of a dialect.</summary>
    public static FluentGenerator Of(SqlDialect dialect) => dialect == SqlDialect.TSql ? SqlServerGenerator.Instance : PostgreSqlGenerator.Instance;

    /// <summary>The database, for people.</summary>
    public abstract string Product { get; }

    /// <summary>The imported namespace of the extensions that this generator looks at.</summary>
    public abstract string Extensions { get; }

    /// <summary>The SQL of an expression; empty when it sends nothing.</summary>
    public string Write(FluentExpression expression) => expression switch
    {
        TableCreation table => Create(table),
        TableDescription table => Describe(table),
        ColumnAddition column => Add(column),
        ColumnAlteration column => Alter(column),
        DefaultAlteration change => Alter(change),
        RowsUpdate update => $"UPDATE {Table(update.Table)} SET {Quote(update.Column)} = {Literal(update.Value)} WHERE 1 = 1;",
        ForeignKeyCreation key => Create(key),
        ConstraintCreation constraint => Create(constraint),
        IndexCreation index => Create(index),
        _ => "",
    };

    /// <summary>The type that an <c>As…</c> link means; null when it is no such link or the database has no such type.</summary>
    public abstract string? TypeOf(Link link);

    /// <summary>A name in quotes, unless it stands in quotes already.</summary>
    public abstract string Quote(string name);

    /// <summary>A table; without a schema it stands in the one that FluentMigrator takes by itself.</summary>
    public abstract string Table(ObjectName name);

    /// <summary>A sequence.</summary>
    public abstract string Sequence(ObjectName name);

    /// <summary>A schema.</summary>
    public string Schema(string name) => Quote(name);

    /// <summary>A value as SQL. What is known only at run time stands there as a string: FluentMigrator turns every value of C# into a constant.</summary>
    public string Literal(Value? value) => value switch
    {
        null or ConstantValue { Constant: null } or MemberValue { Type: "DBNull" } => "NULL",
        TextValue text => String(text.Text.Text),
        ConstantValue constant => Constant(constant.Constant!),
        MemberValue { Type: "SystemMethods" } member => SystemMethod(member.Member) ?? String(member.Member),
        MemberValue { Type: "Guid", Member: "Empty" } => "'00000000-0000-0000-0000-000000000000'",
        MemberValue { Type: not ("DateTime" or "DateTimeOffset" or "TimeSpan" or "Environment") } member => $"'{member.Member}'",
        RowValue { Type: "NonUnicodeString", Arguments.Count: > 0 } ansi => Ansi(Values.Text(ansi.Arguments.Items[0].Value) ?? ""),
        RowValue { Type: "Guid", Arguments: { Count: 1 } arguments } when Values.Text(arguments.Items[0].Value) is { } text => Ansi(Guid.TryParse(text, out var guid) ? guid.ToString() : text),
        RowValue { Type: "DateTime" } date when DateOf(date.Arguments) is { } text => Ansi(text),
        _ => Values.Raw(value) ?? Ansi(Values.Placeholder(value)),
    };

    /// <summary>Drops columns.</summary>
    public abstract string DropColumns(ObjectName table, IReadOnlyList<string> columns);

    /// <summary>Drops a table.</summary>
    public abstract string DropTable(ObjectName table, bool ifExists);

    /// <summary>Drops an index.</summary>
    public abstract string DropIndex(string index, ObjectName table, bool? online);

    /// <summary>Drops a constraint of any kind.</summary>
    public abstract string DropConstraint(string constraint, ObjectName table, bool? online);

    /// <summary>Drops the default of a column.</summary>
    public abstract string DropDefault(ObjectName table, string column);

    /// <summary>Moves a table to another schema.</summary>
    public abstract string MoveTable(ObjectName table, string schema);

    /// <summary>Renames a table.</summary>
    public abstract string RenameTable(ObjectName table, string name);

    /// <summary>Renames a column.</summary>
    public abstract string RenameColumn(ObjectName table, string column, string name);

    /// <summary>A command as it is sent: on SQL Server a batch of its own.</summary>
    public virtual string Batch(string sql) => sql;

    /// <summary>What stands between the values of a row.</summary>
    public abstract string Comma { get; }

    /// <summary>What a sequence says when no cache is asked for.</summary>
    public abstract string NoCache { get; }

    /// <summary>A string as SQL.</summary>
    public abstract string String(string text);

    protected abstract string Create(TableCreation table);

    protected abstract string Describe(TableDescription table);

    protected abstract string Add(ColumnAddition column);

    protected abstract string Alter(ColumnAlteration column);

    protected abstract string Alter(DefaultAlteration change);

    protected abstract string Create(ConstraintCreation constraint);

    protected abstract string Create(IndexCreation index);

    protected abstract string Constant(bool value);

    protected abstract string? SystemMethod(string name);

    protected static string Ansi(string text) => "'" + text.Replace("'", "''") + "'";

    /// <summary>The columns of a new table with its primary key, in one pair of parentheses.</summary>
    protected string Columns(TableCreation table, Func<FluentColumn, string> write)
    {
        var text = new StringBuilder();
        foreach (var column in table.Columns)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(write(column));
        }

        var keys = table.Columns.Where(static column => column.IsPrimaryKey).ToArray();
        if (keys.Length > 0)
        {
            var name = keys[0].PrimaryKeyName is { Length: > 0 } given ? given : "PK_" + table.Table.Name;
            text.Append($", CONSTRAINT {Quote(name)} PRIMARY KEY ({Quoted(keys.Select(static column => column.Name))})");
        }

        return text.ToString();
    }

    /// <summary>Names in quotes, with commas between them.</summary>
    public string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    private string Create(ForeignKeyCreation key)
    {
        var name = key.Name is { Length: > 0 } given ? given : $"FK_{key.From.Name}_{string.Join("_", key.Columns)}_{key.To.Name}_{string.Join("_", key.Referenced)}";
        return $"ALTER TABLE {Table(key.From)} ADD CONSTRAINT {Quote(name)} FOREIGN KEY ({Quoted(key.Columns)}) REFERENCES {Table(key.To)} ({Quoted(key.Referenced)})"
            + On("DELETE", key.OnDelete) + On("UPDATE", key.OnUpdate) + ";";
    }

    private static string On(string what, string? rule) => rule switch
    {
        "Cascade" => $" ON {what} CASCADE",
        "SetNull" => $" ON {what} SET NULL",
        "SetDefault" => $" ON {what} SET DEFAULT",
        _ => "",
    };

    private string Constant(object constant) => constant switch
    {
        bool flag => Constant(flag),
        char character => Ansi(character.ToString()),
        string text => String(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Ansi(constant.ToString() ?? ""),
    };

    private static string? DateOf(Arguments arguments)
    {
        var parts = arguments.Items.Select(static item => Values.Number(item.Value)).Where(static part => part is not null).Select(static part => (int)part!.Value).ToArray();
        if (parts.Length != arguments.Count || parts.Length is not (3 or 6 or 7))
        {
            return null;
        }

        var date = FormattableString.Invariant($"{parts[0]:0000}-{parts[1]:00}-{parts[2]:00}T");
        return parts.Length == 3 ? date + "00:00:00" : date + FormattableString.Invariant($"{parts[3]:00}:{parts[4]:00}:{parts[5]:00}");
    }
}
