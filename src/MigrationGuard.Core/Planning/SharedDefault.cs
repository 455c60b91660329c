using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>
/// The default that two columns in step can both have: a trigger cannot ask which columns an INSERT names, but a value that is not the default was given.
/// So it has to be told apart by whoever evaluates it again for the same row.
/// </summary>
internal static class SharedDefault
{
    /// <summary>The default of a column for the one that replaces it; null where a second evaluation may give something else.</summary>
    public static SqlExpression? Of(Column? column, DataType? type, SimulationState before)
        => column?.Default is { Kind: not ExpressionKind.Null } value && type is { IsSerial: false } && before.Database.VolatilityOf(value, before) is Volatility.Immutable or Volatility.Stable
            && !(IsTime(type) && value.Text.Contains('\'')) ? value : null;

    // A literal is read once under the settings of whoever sets the default, and in a trigger under those of whoever writes.
    private static bool IsTime(DataType type) => type.Name is "date" or "money" || PostgreSqlTypes.IsTimeLike(type.Name);
}
