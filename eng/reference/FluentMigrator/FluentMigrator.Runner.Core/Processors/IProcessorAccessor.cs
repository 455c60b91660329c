namespace FluentMigrator.Runner.Processors;

public interface IProcessorAccessor
{
    IMigrationProcessor Processor { get; }
}
