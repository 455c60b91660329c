using System.Text;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>
/// Writes the SQL that EF Core's generator of a provider sends for a call. Source: MigrationsSqlGenerator.cs of EF Core 10; the subclasses name those of the
/// providers. What the generator decides by the model is decided by <see cref="Model"/>.
/// </summary>
internal abstract partial class EfSql
{
    private readonly StringBuilder _sql = new();

    /// <summary>The writer of a dialect.</summary>
    public static EfSql For(SqlDialect dialect, IEfModel? model) => dialect == SqlDialect.PostgreSql ? new NpgsqlSql { Model = model } : new SqlServerSql { Model = model };

    /// <summary>What the designer file knows of the tables behind the migration; null without one.</summary>
    public IEfModel? Model { get; init; }

    /// <summary>The statements.</summary>
    public string Text => _sql.ToString();

    /// <summary>The column whose default is taken away and given back by the same call; null when there is none.</summary>
    public string? Redefaulted { get; private protected set; }

    /// <summary>Whether the generator asks for the statements to be run outside of the transaction.</summary>
    public bool OutsideTransaction { get; private protected set; }

    /// <summary>A name in quotes.</summary>
    protected abstract string Quote(string name);

    /// <summary>A literal; <paramref name="type"/> is the type of the column, where it is known.</summary>
    protected abstract string Literal(Value value, string? type);

    /// <summary>A text as literal.</summary>
    protected abstract string TextLiteral(string text);

    /// <summary>The type of a column that says none, by its CLR type and facets.</summary>
    protected abstract string TypeOf(EfColumn column, EfName table);

    /// <summary>A column in CREATE TABLE or ADD.</summary>
    protected abstract string Definition(EfColumn column, EfName table);

    /// <summary>What stands behind the columns of a key (INCLUDE, WITH), with a leading space.</summary>
    protected abstract string KeyOptions(EfAnnotations annotations);

    /// <summary>What stands in front of the columns of a key (CLUSTERED), with a trailing space.</summary>
    protected abstract string KeyTraits(EfAnnotations annotations);

    /// <summary>Whether a column is never migrated, as PostgreSQL's own ones.</summary>
    protected virtual bool IsSystemColumn(string name) => false;

    /// <summary>What ReferentialAction means in SQL; null for nothing to be written.</summary>
    protected abstract string? Action(string member);

    /// <summary>Adds a statement.</summary>
    protected void Add(string statement) => _sql.Append(statement).Append(";\n");

    /// <summary>Adds text that ends by itself.</summary>
    protected void AddText(string text) => _sql.Append(text).Append('\n');

    /// <summary>A name with its schema in quotes.</summary>
    protected string Quote(EfName name) => name.Schema is null ? Quote(name.Name) : Quote(name.Schema) + "." + Quote(name.Name);

    /// <summary>Names in quotes with commas.</summary>
    protected string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>A default with its leading space; empty without one.</summary>
    protected virtual string Default(EfColumn column, string? type) => column switch
    {
        { DefaultSql: { } sql } => $" DEFAULT ({sql})",
        { Default: { } value } => " DEFAULT " + Literal(value, type),
        _ => "",
    };

    /// <summary>The value of a default: SQL or a literal.</summary>
    protected string DefaultValue(EfColumn column, string? type) => column.DefaultSql ?? Literal(column.Default!, type);

    /// <summary>Whether two columns have the same default.</summary>
    protected bool SameDefault(EfColumn a, EfColumn b)
        => a.DefaultSql == b.DefaultSql && (a.Default is null ? b.Default is null : b.Default is not null && Literal(a.Default, null) == Literal(b.Default, null));

    /// <summary>PRIMARY KEY or UNIQUE.</summary>
    protected string Definition(EfKey key) => $"{Named(key.Name)}{(key.IsPrimary ? "PRIMARY KEY" : "UNIQUE")} {KeyTraits(key.Annotations)}({List(key.Columns)}){KeyOptions(key.Annotations)}";

    /// <summary>CHECK.</summary>
    protected string Definition(EfCheck check) => $"{Named(check.Name)}CHECK ({check.Sql})";

    /// <summary>FOREIGN KEY.</summary>
    protected string Definition(EfForeignKey key)
    {
        var principal = key.PrincipalColumns.Count == 0 ? "" : $" ({List(key.PrincipalColumns)})";
        return $"{Named(key.Name)}FOREIGN KEY ({List(key.Columns)}) REFERENCES {Quote(key.Principal)}{principal}{On("UPDATE", key.OnUpdate)}{On("DELETE", key.OnDelete)}";
    }

    private string Named(string? name) => name is null ? "" : $"CONSTRAINT {Quote(name)} ";

    private string On(string what, string? member) => member is null or "NoAction" || Action(member) is not { } action ? "" : $" ON {what} {action}";
}
