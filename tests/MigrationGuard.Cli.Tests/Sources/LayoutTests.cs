using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Tests.Sources;

public sealed class LayoutTests
{
    [Test]
    public void Flyway_orders_versions_by_number_and_puts_repeatable_scripts_last()
    {
        var set = Single("db/R__views.sql", "db/V10__c.sql", "db/V2__b.sql", "db/V1_1__a.sql", "db/U2__b.sql");
        Assert.That(set.Layout.Name, Is.EqualTo("Flyway"));
        Assert.That(Names(set), Is.EqualTo(new[] { "V1_1__a.sql", "V2__b.sql", "U2__b.sql down", "V10__c.sql", "R__views.sql" }));
        Assert.That(set.Newest.Id, Is.EqualTo("10_c"));
    }

    [Test]
    public void Flyway_takes_in_the_folders_below_but_not_those_beside()
    {
        var sets = LayoutCatalog.Arrange(Files("a/V1__x.sql", "a/later/V2__x.sql", "b/V1__y.sql"));
        Assert.That(sets.Select(set => set.Root), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(sets[0].Files, Has.Count.EqualTo(2));
    }

    [Test]
    public void Prisma_orders_by_the_folder_of_each_migration()
    {
        var set = Single("prisma/migrations/20240202000000_b/migration.sql", "prisma/migrations/20240101000000_a/migration.sql");
        Assert.That((set.Layout.Name, set.Root), Is.EqualTo(("Prisma", "prisma/migrations")));
        Assert.That(set.Files.Select(file => file.Id), Is.EqualTo(new[] { "20240101000000_a", "20240202000000_b" }));
    }

    [Test]
    public void Diesel_pairs_up_and_down()
    {
        var set = Single("migrations/2024-01-01-120000_a/up.sql", "migrations/2024-01-01-120000_a/down.sql", "migrations/00000000000000_diesel_initial_setup/up.sql");
        Assert.That(set.Layout.Name, Is.EqualTo("diesel"));
        Assert.That(Names(set), Is.EqualTo(new[] { "up.sql", "up.sql", "down.sql down" }));
        Assert.That(set.Files[1].Placement.Version, Is.EqualTo("2024-01-01-120000"));
    }

    [Test]
    public void Up_and_down_files_are_pairs_and_products_in_their_names_are_seen()
    {
        var set = Single("m/2_b.up.sql", "m/1_a.down.sql", "m/1_a.up.sql", "m/3_c.mysql.up.sql", "m/3_c.postgres.up.sql", "m/3_c.up.sql", "m/4_d.autocommit.up.sql");
        var foreign = LayoutCatalog.TakeOutForeign(set, DatabaseKinds.PostgreSql);
        Assert.That(foreign.Select(file => file.File.Name), Is.EquivalentTo(new[] { "3_c.mysql.up.sql", "3_c.up.sql" }));
        Assert.That(Names(set), Is.EqualTo(new[] { "1_a.up.sql", "1_a.down.sql down", "2_b.up.sql", "3_c.postgres.up.sql", "4_d.autocommit.up.sql" }));
        Assert.That(set.Files[^1].Placement.Autocommit, Is.True);
        Assert.That(set.ProductOfNames(), Is.EqualTo(DatabaseKinds.PostgreSql));
    }

    [Test]
    public void Grate_runs_its_folders_in_their_order()
    {
        var set = Single("db/permissions/p.sql", "db/sprocs/s.sql", "db/up/002_b.sql", "db/up/001_a.sql", "db/runBeforeUp/x.sql");
        Assert.That((set.Layout.Name, set.Root), Is.EqualTo(("grate", "db")));
        Assert.That(Names(set), Is.EqualTo(new[] { "x.sql", "001_a.sql", "002_b.sql", "s.sql", "p.sql" }));
    }

    [Test]
    public void A_folder_called_views_alone_is_not_grate()
        => Assert.That(Single("db/views/a.sql").Layout.Name, Is.EqualTo("files in the order of their names"));

    [Test]
    public void Numbered_files_come_before_files_without_a_number()
    {
        var set = Single("m/10_b.sql", "m/9_a.sql", "m/seed.sql");
        Assert.That(set.Layout.Name, Is.EqualTo("numbered files"));
        Assert.That(Names(set), Is.EqualTo(new[] { "9_a.sql", "10_b.sql", "seed.sql" }));
        Assert.That(set.Newest.Id, Is.EqualTo("10_b"));
    }

    [TestCase("Script0002 - add.sql", "0002", "add")]
    [TestCase("2026-05-18_00_Add.sql", "2026-05-18_00", "Add")]
    [TestCase("01.02.03.SqlDataProvider.sql", "01.02.03", "SqlDataProvider")]
    [TestCase("0001-init.sql", "0001", "init")]
    [TestCase("93.sql", "93", "")]
    [TestCase("2024_01_31_120000_create_users.sql", "2024_01_31_120000", "create_users")]
    [TestCase("001_2fa.sql", "001", "2fa")]
    [TestCase("001-.sql", "001", "")]
    public void The_version_is_what_a_name_begins_with(string file, string version, string name)
    {
        var placement = Single("m/" + file).Files[0].Placement;
        Assert.That((placement.Version, placement.Name), Is.EqualTo((version, name)));
    }

    [TestCase("V1__a.sql", "", null, nameof(Wrapping.Detected))]
    [TestCase("V1__a.sql", "", "executeInTransaction=false", nameof(Wrapping.Statements))]
    [TestCase("V1__a.sql", "", "flyway:executeInTransaction = false # online index", nameof(Wrapping.Statements))]
    [TestCase("V1__a.sql", "-- evolve-tx-off\nSELECT 1;", null, nameof(Wrapping.Statements))]
    [TestCase("1_a.up.sql", "SELECT 1;", null, nameof(Wrapping.Batch))]
    [TestCase("Script1 - a.sql", "", null, nameof(Wrapping.Statements))]
    [TestCase("1_a.sql", "SELECT 1;", null, nameof(Wrapping.Script))]
    [TestCase("1_a.sql", "-- no-transaction\nSELECT 1;", null, nameof(Wrapping.Batch))]
    public void A_script_runs_as_its_tool_runs_it(string file, string text, string? companion, string expected)
        => Assert.That(Single("m/" + file).Layout.WrappingOf(text, companion).ToString(), Is.EqualTo(expected));

    [Test]
    public void Diesel_without_a_transaction_sends_the_file_as_one_string()
    {
        var layout = Single("m/1_a/up.sql").Layout;
        Assert.That(layout.WrappingOf("", null), Is.EqualTo(Wrapping.Transaction));
        Assert.That(layout.WrappingOf("", "run_in_transaction = false\n"), Is.EqualTo(Wrapping.Batch));
    }

    private static MigrationSet Single(params string[] paths) => LayoutCatalog.Arrange(Files(paths)).Single();

    private static List<SourceFile> Files(params string[] paths) => [.. paths.Select(path => new SourceFile(path, "/" + path, null))];

    private static IEnumerable<string> Names(MigrationSet set)
        => set.Files.Select(file => file.File.Name + (file.Placement.Direction == Migrations.Direction.Down ? " down" : ""));
}
