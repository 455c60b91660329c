using System.Globalization;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The SQL of Microsoft.EntityFrameworkCore.SqlServer. Source: SqlServerMigrationsSqlGenerator.cs, v10.0.0.</summary>
internal sealed partial class SqlServerSql : EfSql
{
    private const string Identity = "SqlServer:Identity";
    private const string Strategy = "SqlServer:ValueGenerationStrategy";
    private const string MemoryOptimized = "SqlServer:MemoryOptimized";
    private const string Sparse = "SqlServer:Sparse";
    private const string ConstraintName = "Relational:DefaultConstraintName";
    private const string Temporal = "SqlServer:IsTemporal";
    private const string HistoryName = "SqlServer:TemporalHistoryTableName";
    private const string HistorySchema = "SqlServer:TemporalHistoryTableSchema";
    private const string PeriodStart = "SqlServer:TemporalPeriodStartColumnName";
    private const string PeriodEnd = "SqlServer:TemporalPeriodEndColumnName";

    private int _variables;

    /// <inheritdoc />
    protected override string Quote(string name) => "[" + name.Replace("]", "]]") + "]";

    /// <inheritdoc />
    protected override string Literal(Value value, string? type) => SqlServerLiterals.Of(value, type);

    /// <inheritdoc />
    protected override string TextLiteral(string text) => SqlServerLiterals.Text(text);

    /// <inheritdoc />
    protected override string TypeOf(EfColumn column, EfName table) => SqlServerTypes.Of(column, IsIndexed(column.Name, table));

    /// <inheritdoc />
    protected override string KeyTraits(EfAnnotations annotations)
        => annotations.Find("SqlServer:Clustered") is ConstantValue { Constant: bool clustered } ? clustered ? "CLUSTERED " : "NONCLUSTERED " : "";

    /// <inheritdoc />
    protected override string KeyOptions(EfAnnotations annotations) => Include(annotations) + With(annotations);

    /// <inheritdoc />
    protected override string? Action(string member) => member switch
    {
        "Restrict" => "NO ACTION",
        "Cascade" => "CASCADE",
        "SetNull" => "SET NULL",
        "SetDefault" => "SET DEFAULT",
        _ => null,
    };

    /// <inheritdoc />
    protected override string Default(EfColumn column, string? type)
    {
        var constraint = column.HasDefault && column.Annotations.Text(ConstraintName) is { } name ? $" CONSTRAINT [{name}]" : "";
        return constraint + base.Default(column, type);
    }

    /// <inheritdoc />
    protected override string Definition(EfColumn column, EfName table)
    {
        if (column.ComputedSql is { } computed)
        {
            return $"{Quote(column.Name)} AS {computed}{(column.Collation is null ? "" : " COLLATE " + column.Collation)}{(column.Stored == true ? " PERSISTED" : "")}";
        }

        var type = column.Type ?? TypeOf(column, table);
        var isVersion = type.Equals("rowversion", StringComparison.OrdinalIgnoreCase) || type.Equals("timestamp", StringComparison.OrdinalIgnoreCase);
        return $"{Quote(column.Name)} {type}{(column.Collation is null ? "" : " COLLATE " + column.Collation)}{(column.Annotations.IsTrue(Sparse) ? " SPARSE" : "")}{Period(column)}"
            + $"{(column.Nullable ? " NULL" : " NOT NULL")}{(isVersion || IsIdentity(column) ? "" : Default(column, type))}{IdentityOf(column)}";
    }

    private static bool IsIdentity(EfColumn column) => column.Annotations.Find(Identity) is not null || column.Annotations.Member(Strategy) == "IdentityColumn";

    private static string IdentityOf(EfColumn column)
    {
        if (!IsIdentity(column))
        {
            return "";
        }

        var options = column.Annotations.Text(Identity);
        return string.IsNullOrEmpty(options) || options == "1, 1" ? " IDENTITY" : $" IDENTITY({options})";
    }

    private static string Period(EfColumn column)
    {
        var starts = column.Annotations.IsTrue("SqlServer:TemporalIsPeriodStartColumn") || column.Annotations.Text(PeriodStart) == column.Name;
        var ends = column.Annotations.IsTrue("SqlServer:TemporalIsPeriodEndColumn") || column.Annotations.Text(PeriodEnd) == column.Name;
        return starts || ends ? $" GENERATED ALWAYS AS ROW {(starts ? "START" : "END")} HIDDEN" : "";
    }

    private bool IsIndexed(string column, EfName table)
        => Model is not null && (Model.Indexes(table).Any(index => index.Columns.Contains(column))
            || (Model.Find(table) is { } known && (known.UniqueConstraints.Concat(known.PrimaryKey is { } key ? [key] : []).Any(k => k.Columns.Contains(column))
                || known.ForeignKeys.Any(k => k.Columns.Contains(column)))));

    private string Include(EfAnnotations annotations) => annotations.Texts("SqlServer:Include") is { Count: > 0 } include ? $" INCLUDE ({List(include)})" : "";

    private static string With(EfAnnotations annotations)
    {
        string?[] options =
        [
            annotations.Find("SqlServer:FillFactor") is ConstantValue { Constant: int factor } ? "FILLFACTOR = " + factor.ToString(CultureInfo.InvariantCulture) : null,
            annotations.IsTrue("SqlServer:Online") ? "ONLINE = ON" : null,
            annotations.IsTrue("SqlServer:SortInTempDb") ? "SORT_IN_TEMPDB = ON" : null,
            annotations.Member("SqlServer:DataCompression") is { } compression ? "DATA_COMPRESSION = " + compression.ToUpperInvariant() : null,
        ];
        return options.Any(option => option is not null) ? $" WITH ({string.Join(", ", options.Where(option => option is not null))})" : "";
    }

    /// <summary>Memory-optimized tables are changed outside of the transaction.</summary>
    private bool IsMemoryOptimized(EfAnnotations annotations, EfName table)
        => annotations.Find(MemoryOptimized) is ConstantValue { Constant: bool said } ? said : Model?.Find(table)?.Annotations.IsTrue(MemoryOptimized) == true;

    private string Variable(string name) => name + (_variables++ is var number and > 0 ? number.ToString(CultureInfo.InvariantCulture) : "");
}
