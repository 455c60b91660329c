using MigrationGuard.TestKit;

namespace MigrationGuard.PostgreSql.Tests.Backfills;

/// <summary>Tests that share a database, which each of them begins empty.</summary>
/// <param name="major">The version of the server.</param>
/// <param name="sql">What every test begins with.</param>
public abstract class BackfillFixture(int major, string sql)
{
    private protected BackfillScene Scene { get; private set; } = null!;

    [OneTimeSetUp]
    public void Create() => Scene = new BackfillScene(major, "SELECT 1");

    [OneTimeTearDown]
    public void Remove() => Scene?.Dispose();

    [SetUp]
    public void Begin() => Scene.Begin(sql);
}
