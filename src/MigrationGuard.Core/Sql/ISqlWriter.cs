using MigrationGuard.Operations;

namespace MigrationGuard.Sql;

/// <summary>Turns operations into SQL text of one dialect. Reading what was written gives an equal operation.</summary>
public interface ISqlWriter
{
    /// <summary>The dialect it writes.</summary>
    SqlDialect Dialect { get; }

    /// <summary>One statement without its terminator, or null when the dialect has no such operation.</summary>
    string? Write(Operation operation);
}
