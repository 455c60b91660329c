using MigrationGuard.TestKit;

namespace MigrationGuard.Recording.Tests;

/// <summary>An application and the database that it uses.</summary>
internal abstract class RecordedAppFixture(int major)
{
    private PostgresDatabase _database = null!;
    private RecordedApp _app = null!;

    protected PostgresDatabase Database => _database;

    protected RecordedApp App => _app;

    [SetUp]
    public void Begin()
    {
        _app = new RecordedApp();
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute("CREATE TABLE users (id integer PRIMARY KEY, name text); INSERT INTO users SELECT n, 'user ' || n FROM generate_series(1, 5) AS n");
    }

    [TearDown]
    public void End()
    {
        _app.Dispose();
        _database.Dispose();
    }
}
