using System.Reflection;
using FluentMigrator;
using FluentMigrator.Runner;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>A runner that runs nothing: it takes the profiles that a loader wants to run.</summary>
internal class ProfileTaker : DispatchProxy
{
    private List<IMigration> _taken = [];

    public static IMigrationRunner Create(List<IMigration> taken)
    {
        var runner = Create<IMigrationRunner, ProfileTaker>();
        ((ProfileTaker)(object)runner)._taken = taken;
        return runner;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [IMigration profile] && targetMethod!.Name == nameof(IMigrationRunner.Up))
        {
            _taken.Add(profile);
            return null;
        }

        throw new NotSupportedException($"A profile loader asks for {targetMethod!.Name}; MigrationGuard understands those that run their profiles with Up.");
    }
}
