using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace MigrationGuard.EntityFrameworkCore.Hook;

/// <summary>Has the whole pending run judged before the provider's migrator sends anything. Scripts pass: nobody knows where they will run.</summary>
internal sealed class GuardedMigrator(IMigrator inner, ICurrentDbContext current, RunInProgress progress) : IMigrator
{
    private IHistoryRepository History => current.Context.GetService<IHistoryRepository>();

    private IRelationalDatabaseCreator Creator => (IRelationalDatabaseCreator)current.Context.GetService<IDatabaseCreator>();

    /// <inheritdoc />
    public void Migrate(string? targetMigration = null)
    {
        var run = new MigratorRun(current.Context, progress, targetMigration);
        // In a database that does not exist there is nothing to break, and nobody to ask.
        if (!run.IsPending(History.GetAppliedMigrations()) || !Creator.Exists())
        {
            inner.Migrate(targetMigration);
            return;
        }

        var hold = Wait(() => run.Guard.HoldAsync(CancellationToken.None));
        try
        {
            if (!run.IsPending(History.GetAppliedMigrations()))
            {
                inner.Migrate(targetMigration);
                return;
            }

            Wait(() => run.BeginAsync(CancellationToken.None));
            run.Guard.RunAsync(
                _ =>
                {
                    run.Try(() => inner.Migrate(targetMigration));
                    return Task.CompletedTask;
                },
                CancellationToken.None).GetAwaiter().GetResult();
        }
        finally
        {
            Wait(() => run.EndAsync(hold));
        }

        run.ThrowTorn();
    }

    /// <inheritdoc />
    public async Task MigrateAsync(string? targetMigration = null, CancellationToken cancellationToken = default)
    {
        var run = new MigratorRun(current.Context, progress, targetMigration);
        if (!run.IsPending(await History.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)) || !await Creator.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            await inner.MigrateAsync(targetMigration, cancellationToken).ConfigureAwait(false);
            return;
        }

        var hold = await run.Guard.HoldAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!run.IsPending(await History.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)))
            {
                await inner.MigrateAsync(targetMigration, cancellationToken).ConfigureAwait(false);
                return;
            }

            await run.BeginAsync(cancellationToken).ConfigureAwait(false);
            await run.Guard.RunAsync(token => run.TryAsync(() => inner.MigrateAsync(targetMigration, token)), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await run.EndAsync(hold).ConfigureAwait(false);
        }

        run.ThrowTorn();
    }

    /// <inheritdoc />
    public string GenerateScript(string? fromMigration = null, string? toMigration = null, MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
        => inner.GenerateScript(fromMigration, toMigration, options);

    /// <inheritdoc />
    public bool HasPendingModelChanges() => inner.HasPendingModelChanges();

    // On another thread: a caller with a synchronization context would wait for itself.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    private static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();
}
