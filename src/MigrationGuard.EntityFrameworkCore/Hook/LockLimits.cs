using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using MigrationGuard.Pending;
using MigrationGuard.Sql;

namespace MigrationGuard.EntityFrameworkCore.Hook;

/// <summary>
/// Puts the lock timeout around the commands of a migration. It ends with them: EF Core takes its own lock of the history table in front of them, and another replica may hold that one for long.
/// </summary>
/// <param name="options">The limit.</param>
/// <param name="builder">Makes commands.</param>
/// <param name="current">The context.</param>
/// <param name="logger">Where they are logged.</param>
internal sealed class LockLimits(IDbContextOptions options, IRawSqlCommandBuilder builder, ICurrentDbContext current, IRelationalCommandDiagnosticsLogger logger)
{
    private readonly RunGuardOptions _guard = options.FindExtension<GuardOptionsExtension>()!.Guard;
    private readonly HashSet<MigrationCommand> _own = [];

    /// <summary>The commands with their limits. Each stretch of one transaction, and each command outside of them, gets its own; the same commands always give the same list, as EF Core counts in it.</summary>
    public IReadOnlyList<MigrationCommand> Around(IReadOnlyList<MigrationCommand> commands)
    {
        if (_guard.LockTimeout <= TimeSpan.Zero || _guard.Guard is not { } guard)
        {
            return commands;
        }

        var limited = new List<MigrationCommand>(commands.Count + 4);
        for (var i = 0; i < commands.Count; i++)
        {
            var (isOutside, wasOutside) = (commands[i].TransactionSuppressed, i == 0 || commands[i - 1].TransactionSuppressed);
            var waits = isOutside && IsPatient(commands[i].CommandText, guard.Dialect);
            if (!waits && (isOutside || wasOutside))
            {
                limited.Add(Command(guard.LimitLocks(_guard.LockTimeout), isOutside));
            }

            limited.Add(commands[i]);
            if (!waits && (isOutside || i == commands.Count - 1 || commands[i + 1].TransactionSuppressed) && guard.UnlimitLocks() is { Length: > 0 } free)
            {
                limited.Add(Command(free, isOutside));
            }
        }

        return limited;
    }

    /// <summary>What takes the limit away from a session whose command failed outside of transactions; null where it has none.</summary>
    public MigrationCommand? Free => _guard.LockTimeout > TimeSpan.Zero && _guard.Guard?.UnlimitLocks() is { Length: > 0 } free ? Command(free, outside: true) : null;

    /// <summary>Whether a migration that failed has left something behind: a command that was committed, or half of one that cannot be undone.</summary>
    /// <param name="limited">What <see cref="Around"/> gave.</param>
    /// <param name="committed">How many of them were committed.</param>
    public bool IsTorn(IReadOnlyList<MigrationCommand> limited, int committed)
        => limited.Take(committed).Any(command => !_own.Contains(command))
            || (committed < limited.Count && limited[committed] is { TransactionSuppressed: true } failed && _guard.Guard is { } guard && IsPatient(failed.CommandText, guard.Dialect));

    private MigrationCommand Command(string sql, bool outside)
    {
        var command = new MigrationCommand(builder.Build(sql), current.Context, logger, outside);
        _own.Add(command);
        return command;
    }

    private static bool IsPatient(string sql, SqlDialect dialect) => PatientStatement.IsAmong(Sqls.Reader(dialect).Read(new SqlSource("", sql)).Steps);
}
