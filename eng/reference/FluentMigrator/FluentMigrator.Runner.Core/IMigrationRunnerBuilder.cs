using Microsoft.Extensions.DependencyInjection;

namespace FluentMigrator.Runner;

public interface IMigrationRunnerBuilder
{
    IServiceCollection Services { get; }
}
