using System.Reflection;
using FluentMigrator;
using FluentMigrator.Runner;
using MigrationGuard.Migrations;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>
/// Stands in front of a runner: what runs migrations goes through the guard, everything else straight on. A proxy, because the interface has other members in
/// each major version (<c>RunnerContext</c> up to 6, <c>MigrationAssemblies</c> in 5).
/// </summary>
internal class RunnerProxy : DispatchProxy
{
    private IMigrationRunner _inner = null!;
    private RunnerHook _hook = null!;

    public static IMigrationRunner Create(IMigrationRunner inner, RunnerHook hook)
    {
        var runner = Create<IMigrationRunner, RunnerProxy>();
        var proxy = (RunnerProxy)(object)runner;
        (proxy._inner, proxy._hook) = (inner, hook);
        return runner;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        object? Go() => targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        if (args is [IMigration made] && RunnerBooks.IsOwn(made))
        {
            _hook.RunSilently(() => Go());
            return null;
        }

        Func<PendingMigrations, IReadOnlyList<PlannedMigration>>? plan = (targetMethod!.Name, args) switch
        {
            (nameof(IMigrationRunner.MigrateUp), [] or null) => static pending => pending.Up(long.MaxValue),
            (nameof(IMigrationRunner.MigrateUp), [long version]) => pending => pending.Up(version),
            (nameof(IMigrationRunner.MigrateDown), [long version]) => pending => pending.Down(version),
            (nameof(IMigrationRunner.Rollback), [int steps]) => pending => pending.Rollback(steps),
            (nameof(IMigrationRunner.RollbackToVersion), [long version]) => pending => pending.RollbackTo(version),
            (nameof(IMigrationRunner.Up), [IMigration migration]) => pending => pending.One(migration, Direction.Up),
            (nameof(IMigrationRunner.Down), [IMigration migration]) => pending => pending.One(migration, Direction.Down),
            _ => null,
        };
        if (plan is null)
        {
            return Go();
        }

        _hook.Run(plan, () => Go());
        return null;
    }
}
