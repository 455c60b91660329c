namespace FluentMigrator.Runner;

public interface IMigrationScope : IDisposable
{
    bool IsActive { get; }
    void Complete();
    void Cancel();
}
