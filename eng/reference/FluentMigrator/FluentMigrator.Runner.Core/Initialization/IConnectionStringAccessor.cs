namespace FluentMigrator.Runner.Initialization;

public interface IConnectionStringAccessor
{
    string ConnectionString { get; }
}
