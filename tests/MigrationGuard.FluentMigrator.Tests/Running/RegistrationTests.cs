using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.FluentMigrator.Tests.Scenes;
using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Tests.Running;

public sealed class RegistrationTests
{
    [Test]
    public void Without_a_runner_there_is_nothing_to_guard()
    {
        var error = Assert.Throws<InvalidOperationException>(() => RunnerServices.Guard(new ServiceCollection(), _ => { }))!;

        Assert.That(error.Message, Is.EqualTo("There is no IMigrationRunner to guard: call AddFluentMigratorCore() before AddMigrationGuard."));
    }

    [Test]
    public void A_second_call_configures_the_same_guard()
    {
        var services = new ServiceCollection();
        RunnerServices.Add(services, "Host=127.0.0.1");
        RunGuardOptions? first = null, second = null;

        RunnerServices.Guard(services, guard => first = guard);
        RunnerServices.Guard(services, guard => second = guard);

        Assert.That(second, Is.SameAs(first));
        Assert.That(services.Count(service => service.ServiceType == typeof(IMigrationRunner)), Is.EqualTo(1));
    }
}
