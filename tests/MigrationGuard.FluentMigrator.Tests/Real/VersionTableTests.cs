using FluentMigrator.Runner.VersionTableInfo;
using Microsoft.Extensions.DependencyInjection;
using FluentMigrator.Runner;
using MigrationGuard.FluentMigrator.Tests.Scenes;

namespace MigrationGuard.FluentMigrator.Tests.Running;

public sealed class VersionTableTests
{
    [Test]
    public async Task A_version_table_of_ones_own_is_made_and_kept_without_a_word()
    {
        using var scene = await RunnerScene.CreateAsync(18);
        var setup = new Setup { Services = services => services.AddScoped<IVersionTableMetaData>(_ => new Books()) };
        var migration = new TestInfo(1, new TestMigration(context => context.AddColumn("orders", "note"), context => context.DropColumn("orders", "note")));
        var runner = scene.Services(setup, migration).GetRequiredService<IMigrationRunner>();

        runner.MigrateUp();
        var kept = scene.Shop.Ask<long>("SELECT count(*) FROM books.applied");
        runner.Rollback(1);

        Assert.That((kept, scene.Columns("orders"), scene.Columns("books.applied")), Is.EqualTo((1L, "id placed", "")));
        Assert.That(scene.Said, Is.Empty);
    }

    private sealed class Books : IVersionTableMetaData
    {
        public bool OwnsSchema => true;

        public string SchemaName => "books";

        public string TableName => "applied";

        public string ColumnName => "number";

        public string DescriptionColumnName => "description";

        public string UniqueIndexName => "applied_once";

        public string AppliedOnColumnName => "applied_on";

        public bool CreateWithPrimaryKey => false;
    }
}
