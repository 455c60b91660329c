using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;

namespace MigrationGuard.Databases;

/// <summary>A server of a known version (and edition): the facts about it. Judgement is the rules' business.</summary>
public abstract partial class Database
{
    private protected Database()
    {
    }

    /// <summary>The product.</summary>
    public abstract DatabaseKinds Kind { get; }

    /// <summary>Product and version for messages: <c>PostgreSQL 16</c>, <c>SQL Server 2019 Standard</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The major version: PostgreSQL 12 to 18, SQL Server by year, 2016 to 2025.</summary>
    public abstract int Version { get; }

    /// <summary>How names are compared.</summary>
    public abstract SqlSyntax Syntax { get; }

    /// <summary>What the operation does to the server when it runs in this state. Never throws; without a fact the cost is not <see cref="Cost.Known"/>.</summary>
    public abstract Cost CostOf(Operation operation, SimulationState before);

    /// <summary>What a change of type does, given what is known of the column before.</summary>
    public abstract TypeChange ChangeOf(AlterColumnType operation, SimulationState before);

    /// <summary>How often an expression is evaluated: the most volatile of its functions.</summary>
    public abstract Volatility VolatilityOf(SqlExpression expression, SimulationState before);

    /// <summary>The first function of the expression, as written, that is neither the product's own nor known to the history; null when there is none.</summary>
    public abstract string? UnknownFunctionOf(SqlExpression expression, SimulationState before);

    /// <summary>The rows that <see cref="CostOf"/> chooses from, in order; those of other versions and editions included.</summary>
    public abstract IReadOnlyList<CostFact> Facts { get; }

    /// <summary>What to add to an index build so that writes go on: <c>CONCURRENTLY</c>, <c>WITH (ONLINE = ON)</c>; null where there is none.</summary>
    public abstract string? OnlineIndexOption { get; }

    /// <summary>Which values of the old type the new one does not take; null when none are known. <paramref name="column"/> is the name as SQL.</summary>
    public virtual Misfit? MisfitOf(string column, DataType old, DataType @new) => Misfits.Of(column, (old, @new), Syntax.Dialect);

    /// <summary>Whether a column of the old type can become one of the new type without saying how (USING); null when it is not known.</summary>
    public virtual bool? ConvertsByItself(DataType old, DataType @new) => null;

    /// <summary>Whether a lock of that name that somebody holds keeps the lock from being granted.</summary>
    public virtual bool Conflicts(LockMode taken, string held) => taken.BlocksReads || taken.BlocksWrites;

    /// <summary>Whether an index that this release of the server builds online may be corrupt.</summary>
    public virtual bool CorruptsOnlineBuilds(int major, int minor) => false;

    /// <summary>Whether the server itself brings the table.</summary>
    public virtual bool IsSystem(ObjectName table) => string.Equals(table.Schema, "information_schema", StringComparison.OrdinalIgnoreCase)
        || string.Equals(table.Schema, "sys", StringComparison.OrdinalIgnoreCase);

    /// <summary>The highest number of an integer type; null for other types.</summary>
    public virtual long? HighestOf(DataType type) => Misfits.Highest(type);

    /// <inheritdoc />
    public override string ToString() => Name;
}
