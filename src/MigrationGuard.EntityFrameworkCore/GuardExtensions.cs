using Microsoft.EntityFrameworkCore.Infrastructure;
using MigrationGuard.EntityFrameworkCore.Hook;
using MigrationGuard.Pending;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Puts the migrations of a context under guard.</summary>
public static class GuardExtensions
{
    /// <summary>Judges what <c>Migrate</c> and <c>MigrateAsync</c> are about to do, all of it, before its first statement, and refuses what would break a live version.</summary>
    /// <param name="options">The options of the context.</param>
    /// <param name="guard">Says which database judges, and what happens to what is refused.</param>
    /// <returns>The options.</returns>
    public static DbContextOptionsBuilder UseMigrationGuard(this DbContextOptionsBuilder options, Action<RunGuardOptions> guard)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(guard);
        var chosen = new RunGuardOptions();
        guard(chosen);
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new GuardOptionsExtension(chosen));
        return options;
    }

    /// <inheritdoc cref="UseMigrationGuard(DbContextOptionsBuilder, Action{RunGuardOptions})" />
    public static DbContextOptionsBuilder<TContext> UseMigrationGuard<TContext>(this DbContextOptionsBuilder<TContext> options, Action<RunGuardOptions> guard)
        where TContext : DbContext
    {
        UseMigrationGuard((DbContextOptionsBuilder)options, guard);
        return options;
    }
}
