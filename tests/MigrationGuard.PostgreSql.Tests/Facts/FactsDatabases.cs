namespace MigrationGuard.Postgres.Tests.Facts;

/// <summary>One database per major version, created when a test asks for it.</summary>
internal sealed class FactsDatabases : IDisposable
{
    private readonly Dictionary<int, FactsDatabase> _databases = [];

    public FactsDatabase this[int major]
    {
        get
        {
            if (!_databases.TryGetValue(major, out var database))
            {
                _databases[major] = database = new FactsDatabase(major);
            }

            return database;
        }
    }

    public void Dispose()
    {
        foreach (var database in _databases.Values)
        {
            database.Dispose();
        }
    }
}
