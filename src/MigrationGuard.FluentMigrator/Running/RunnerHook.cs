using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.Processors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>Puts a runner's runs under guard.</summary>
internal sealed class RunnerHook(IMigrationRunner inner, IServiceProvider services, RunGuardOptions options)
{
    private readonly GuardedRun _guarded = new(options);
    private readonly JudgedRun _judged = services.GetRequiredService<JudgedRun>();
    private readonly RunnerOptions _runner = services.GetService<IOptions<RunnerOptions>>()?.Value ?? new RunnerOptions();
    private readonly bool _writes = services.GetService<IOptionsSnapshot<ProcessorOptions>>()?.Value.PreviewOnly != true;

    /// <summary>Collects and judges what the runner would run, then lets it.</summary>
    /// <exception cref="MigrationRefusedException">The run is refused; nothing was applied.</exception>
    public void Run(Func<PendingMigrations, IReadOnlyList<PlannedMigration>> choose, Action run)
    {
        var books = new RunnerBooks(inner.Processor, services);
        if (_runner.NoConnection || !_writes)
        {
            Preview(choose(Pending(books)));
            RunSilently(run);
        }
        else
        {
            Guard(choose, run, books);
        }
    }

    /// <summary>Runs what is nobody's business: the runner's own migrations, which make and change its table.</summary>
    public void RunSilently(Action run)
    {
        using (_judged.Silence())
        {
            run();
        }
    }

    private PendingMigrations Pending(RunnerBooks books) => new(inner, services, _runner, _runner.NoConnection ? books.ReadLoader : books.Read);

    /// <summary>Nothing is written: what would be refused is said.</summary>
    private void Preview(IReadOnlyList<PlannedMigration> planned)
    {
        if (planned.Count == 0)
        {
            return;
        }

        try
        {
            var pending = new PendingCollection(inner.Processor, services, options);
            pending.Add(planned);
            Now(() => _guarded.JudgeAsync(pending.Run, CancellationToken.None));
        }
        catch (MigrationRefusedException refused)
        {
            options.Say(refused.Message);
        }
    }

    private void Guard(Func<PendingMigrations, IReadOnlyList<PlannedMigration>> choose, Action run, RunnerBooks books)
    {
        var held = Now(() => _guarded.HoldAsync(CancellationToken.None));
        try
        {
            var planned = choose(Pending(books));
            if (planned.Count == 0)
            {
                run();
                return;
            }

            var pending = new PendingCollection(inner.Processor, services, options);
            pending.Add(planned);
            var migrations = pending.Run with { Database = books.Ask(options.Guard!.Whereabouts) };
            var judgement = Now(() => _guarded.JudgeAsync(migrations, CancellationToken.None));
            using (_judged.Begin(pending.Keys, pending.PatientKeys))
            {
                new JudgedRunner(inner.Processor, books, planned, options, _judged).Run(migrations, judgement, run);
            }
        }
        finally
        {
            if (held is not null)
            {
                Now(async () => await held.DisposeAsync().ConfigureAwait(false));
            }
        }
    }

    // The runner's methods are synchronous; another thread has no context that waits for this one.
    private static T Now<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    private static void Now(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();
}
