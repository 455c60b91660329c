using System.Text;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>What FluentMigrator 8.0.1 sends to PostgreSQL: Postgres15_0Generator, which AddPostgres registers.</summary>
internal sealed class PostgreSqlGenerator : FluentGenerator
{
    /// <summary>The one instance.</summary>
    public static PostgreSqlGenerator Instance { get; } = new();

    /// <inheritdoc />
    public override string Product => "PostgreSQL";

    /// <inheritdoc />
    public override string Extensions => FileImports.Postgres;

    /// <inheritdoc />
    public override string Comma => ",";

    /// <inheritdoc />
    public override string NoCache => " CACHE 1";

    /// <inheritdoc />
    public override string? TypeOf(Link link) => PostgreSqlTypes.Of(link);

    /// <inheritdoc />
    public override string Quote(string name) => name.Length > 1 && name[0] == '"' && name[name.Length - 1] == '"' ? name : "\"" + name.Replace("\"", "\"\"") + "\"";

    /// <inheritdoc />
    public override string Table(ObjectName name) => Quote(name.Schema is { Length: > 0 } schema ? schema : "public") + "." + Quote(name.Name);

    /// <inheritdoc />
    public override string Sequence(ObjectName name) => name.Schema is { Length: > 0 } schema ? Quote(schema) + "." + Quote(name.Name) : Quote(name.Name);

    /// <inheritdoc />
    public override string DropColumns(ObjectName table, IReadOnlyList<string> columns) => string.Concat(columns.Select(column => $"ALTER TABLE {Table(table)} DROP COLUMN {Quote(column)};"));

    // The generator loses the schema of IF EXISTS.
    /// <inheritdoc />
    public override string DropTable(ObjectName table, bool ifExists) => ifExists ? $"DROP TABLE IF EXISTS {Table(table.Name)};" : $"DROP TABLE {Table(table)};";

    /// <inheritdoc />
    public override string DropIndex(string index, ObjectName table, bool? online) => $"DROP INDEX {Table(new ObjectName(table.Schema, index))};";

    /// <inheritdoc />
    public override string DropConstraint(string constraint, ObjectName table, bool? online) => $"ALTER TABLE {Table(table)} DROP CONSTRAINT {Quote(constraint)};";

    /// <inheritdoc />
    public override string DropDefault(ObjectName table, string column) => $"ALTER TABLE {Table(table)} ALTER {Quote(column)} DROP DEFAULT;";

    /// <inheritdoc />
    public override string MoveTable(ObjectName table, string schema) => $"ALTER TABLE {Table(table)} SET SCHEMA {Quote(schema)};";

    /// <inheritdoc />
    public override string RenameTable(ObjectName table, string name) => $"ALTER TABLE {Table(table)} RENAME TO {Quote(name)};";

    /// <inheritdoc />
    public override string RenameColumn(ObjectName table, string column, string name) => $"ALTER TABLE {Table(table)} RENAME COLUMN {Quote(column)} TO {Quote(name)};";

    /// <inheritdoc />
    public override string String(string text) => Ansi(text);

    /// <inheritdoc />
    protected override string Create(TableCreation table) => $"CREATE TABLE {Table(table.Table)} ({Columns(table, Column)});";

    /// <inheritdoc />
    protected override string Describe(TableDescription table) => "";

    /// <inheritdoc />
    protected override string Add(ColumnAddition column) => $"ALTER TABLE {Table(column.Table)} ADD {Column(column.Column)};";

    /// <inheritdoc />
    protected override string Alter(ColumnAlteration column)
    {
        var name = Quote(column.Column.Name);
        var text = new StringBuilder($"ALTER TABLE {Table(column.Table)} ALTER {name} TYPE {column.Column.Type}").Append(Collate(column.Column));
        if (column.Column.Nullable is { } nullable)
        {
            text.Append($", ALTER {name} {(nullable ? "DROP" : "SET")} NOT NULL");
        }

        if (column.Column.Identity is { } identity)
        {
            text.Append($", ALTER {name} ").Append(identity.Change switch
            {
                "ADD" => $"ADD GENERATED {Generated(identity)} AS IDENTITY",
                "SET" => $"SET GENERATED {Generated(identity)}",
                "DROP" => "DROP IDENTITY",
                _ => "DROP IDENTITY IF EXISTS",
            });
        }

        text.Append(';');
        return column.Column.Description is { Length: > 0 } description
            ? text.Append($"COMMENT ON COLUMN {Table(column.Table)}.{name} IS {Ansi("Description:" + description)};").ToString()
            : text.ToString();
    }

    /// <inheritdoc />
    protected override string Alter(DefaultAlteration change)
        => $"ALTER TABLE {Table(change.Table)} ALTER {Quote(change.Column)} DROP DEFAULT, ALTER {Quote(change.Column)} SET DEFAULT {Literal(change.Value)};";

    /// <inheritdoc />
    protected override string Create(ConstraintCreation constraint)
        => $"ALTER TABLE {Table(constraint.Table)} ADD CONSTRAINT {Quote(KeyCalls.NameOf(constraint))} {(constraint.IsPrimaryKey ? "PRIMARY KEY" : "UNIQUE")} ({Quoted(constraint.Columns)});";

    /// <inheritdoc />
    protected override string Create(IndexCreation index)
    {
        var text = new StringBuilder("CREATE").Append(index.Unique ? " UNIQUE" : "").Append(" INDEX").Append(index.Concurrently ? " CONCURRENTLY" : "")
            .Append(' ').Append(Quote(IndexCalls.NameOf(index))).Append(" ON").Append(index.Only ? " ONLY" : "").Append(' ').Append(Table(index.Table))
            .Append(index.Method is null ? "" : " USING " + index.Method)
            .Append(" (").Append(string.Join(",", index.Keys.Select(key => Key(key, index)))).Append(')');
        if (index.Include.Count > 0)
        {
            text.Append(" INCLUDE (").Append(Quoted(index.Include)).Append(')');
        }

        if ((index.Keys.Select(static key => key.NullsDistinct).FirstOrDefault(static nulls => nulls is not null) ?? index.NullsDistinct) == false && index.Unique)
        {
            text.Append(" NULLS NOT DISTINCT");
        }

        return text.Append(index.Storage.Count == 0 ? "" : $" WITH ( {string.Join(", ", index.Storage.Values)} )")
            .Append(index.Tablespace is { Length: > 0 } ? " TABLESPACE " + index.Tablespace : "")
            .Append(string.IsNullOrWhiteSpace(index.Filter) ? "" : " WHERE " + index.Filter).Append(';').ToString();
    }

    /// <inheritdoc />
    protected override string Constant(bool value) => value ? "true" : "false";

    /// <inheritdoc />
    protected override string? SystemMethod(string name) => name switch
    {
        "NewGuid" => "uuid_generate_v4()",
        "NewSequentialId" => "uuid_generate_v1()",
        "CurrentDateTime" => "now()",
        "CurrentUTCDateTime" => "(now() at time zone 'UTC')",
        "CurrentDateTimeOffset" => "current_timestamp",
        "CurrentUser" => "current_user",
        _ => null,
    };

    private string Column(FluentColumn column)
        => Quote(column.Name) + " " + column.Type + Collate(column)
            + (column.Computed is null ? "" : $" GENERATED ALWAYS AS ({column.Computed}) STORED")
            + (column.Nullable != true ? " NOT NULL" : column.IsCustom ? " NULL" : "")
            + (column.Default is null ? "" : " DEFAULT " + Literal(column.Default))
            + (column.Identity is null ? "" : $" GENERATED {Generated(column.Identity)} AS IDENTITY");

    private static string Collate(FluentColumn column) => column.Collation is { Length: > 0 } collation ? " COLLATE " + collation : "";

    private static string Generated(FluentIdentity identity) => identity.ByDefault ? "BY DEFAULT" : "ALWAYS";

    private string Key(FluentKey key, IndexCreation index)
        => Quote(key.Column) + (index.Method is not null ? "" : (key.Descending ? " DESC" : " ASC") + (key.Nulls is null ? "" : " NULLS " + key.Nulls));
}
