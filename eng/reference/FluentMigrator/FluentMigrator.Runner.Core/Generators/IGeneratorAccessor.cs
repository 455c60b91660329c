namespace FluentMigrator.Runner.Generators;

public interface IGeneratorAccessor
{
    IMigrationGenerator Generator { get; }
}
