using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>How a server is told the parts of a plan that are more than one operation.</summary>
internal abstract class Recipes(Database database)
{
    /// <summary>The server.</summary>
    protected Database Database { get; } = database;

    /// <summary>The setting that keeps a blocked statement from blocking everybody behind it.</summary>
    public abstract Operation LockTimeout { get; }

    /// <summary>The settings under which a statement runs; a long one may read or write every row.</summary>
    public virtual IEnumerable<Operation> Limits(bool isLong) => [LockTimeout];

    /// <summary>Whether <see cref="StartSync"/> has an answer; otherwise the application writes both columns.</summary>
    public abstract bool Syncs { get; }

    /// <summary>The recipes of a server.</summary>
    public static Recipes Of(Database database)
        => database.Syntax.Dialect == SqlDialect.PostgreSql ? new PostgreSqlRecipes(database) : new TSqlRecipes(database);

    /// <summary>A name as SQL.</summary>
    public abstract string Name(string name);

    /// <summary>A name with its schema as SQL.</summary>
    public string Name(ObjectName name) => (name.Schema is null ? "" : Name(name.Schema) + ".") + Name(name.Name);

    /// <summary>A text as SQL.</summary>
    public abstract string Literal(string text);

    /// <summary>The time now in UTC, without a zone, as SQL.</summary>
    public abstract string UtcNow { get; }

    /// <summary>A value turned into a type, as SQL.</summary>
    public abstract string Cast(string value, DataType type);

    /// <summary>What keeps two columns in step, whichever version writes.</summary>
    public abstract Operation[] StartSync(SyncedColumns columns);

    /// <summary>Undoes <see cref="StartSync"/>.</summary>
    public abstract Operation[] EndSync(SyncedColumns columns);

    /// <summary>The query for what stands on a column and cannot be given to another one, a row for each; null where the server is not asked.</summary>
    public virtual string? Bound(ObjectName table, string column) => null;

    /// <summary>What computes a column on every write.</summary>
    public abstract Operation[] Compute(ObjectName table, string column, SqlExpression expression);

    /// <summary>A statement that fills existing rows in short transactions.</summary>
    public abstract Operation Fill(Backfill backfill);

    /// <summary>A change of rows as a loop over ranges of the one key column; null where the server has no such loop.</summary>
    public virtual ControlFlow? Loop(ObjectName table, string key, UpdateRows update) => null;

    /// <summary>The statements that make a filled column NOT NULL, one migration each.</summary>
    public abstract Operation[][] Require(ObjectName table, string column, DataType? type);

    /// <summary>What checks the existing rows against a constraint that was added without.</summary>
    public virtual Operation Validate(ObjectName table, string constraint) => new ValidateConstraint(table, constraint);

    /// <summary>Gives an existing column a default.</summary>
    public abstract Operation SetDefault(ObjectName table, string column, string value);

    /// <summary>A statement that lets the sequence behind a column go on after the highest value.</summary>
    public abstract string SetSequence(ObjectName table, string column);

    /// <summary>An expression that the plan makes up.</summary>
    public static SqlExpression Expression(string text) => new(text, ExpressionKind.Other, default, default);

    /// <summary>A value that a type surely has, for the user to replace.</summary>
    public static string SampleValue(DataType? type) => type switch
    {
        { ArrayDimensions: > 0 } => "'{}'",
        { Name: "smallint" or "integer" or "bigint" or "numeric" or "decimal" or "real" or "double precision" or "int" or "tinyint" or "float" or "money" or "bit" } => "0",
        { Name: "boolean" } => "false",
        { Name: "date" or "datetime" or "datetime2" or "datetimeoffset" } or { Name: "timestamp with time zone" or "timestamp without time zone" } => "CURRENT_TIMESTAMP",
        { Name: "uuid" } => "'00000000-0000-0000-0000-000000000000'",
        { Name: "json" or "jsonb" } => "'{}'",
        { Name: "interval" or "time without time zone" } => "'00:00'",
        _ => "''",
    };

    /// <summary>A name made of others, cut to what the server takes.</summary>
    protected string Join(params string[] parts) => FittingName.Of(string.Join("_", parts), Database.Syntax);
}
