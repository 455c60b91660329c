using System.Globalization;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class FinderTests
{
    private static string Found(params string[] texts) => string.Join('\n', Reads.All(texts).Where(read => read.Migration.Direction == Direction.Up)
        .Select(read => $"{read.Framework} {read.Migration.Id.Version} {read.Migration.Id.Name} {read.Migration.Transaction}"));

    [TestCase("using FluentMigrator; [Migration(20240131)] class A : Migration { public override void Up() {} public override void Down() {} }", "FluentMigrator 20240131 A Single")]
    [TestCase("using FluentMigrator; [Migration(2, TransactionBehavior.None)] class A : ForwardOnlyMigration { public override void Up() {} }", "FluentMigrator 2 A None")]
    [TestCase("using FluentMigrator; [TimestampedMigration(2024, 1, 31, 12, 5)] class A : AutoReversingMigration { public override void Up() {} }", "FluentMigrator 20240131120500 A Single")]
    [TestCase("[FluentMigrator.Migration(1)] class A : FluentMigrator.Migration { public override void Up() {} public override void Down() {} }", "FluentMigrator 1 A Single")]
    [TestCase("using FluentMigrator; [Migration(1)] abstract class A : Migration { public override void Up() {} }", "")]
    [TestCase("using FluentMigrator; class Outer { [Migration(1)] public class A : Migration { public override void Up() {} } }", "FluentMigrator 1 A Single")]
    [TestCase("using SimpleMigrations; [Migration(1)] class A : Migration { protected override void Up() { Execute(\"x\"); } }", "")]
    [TestCase("class Migration { } [Obsolete] class A : Migration { public void Up() {} }", "")]
    [TestCase("using FluentMigrator; [Profile(\"Development\")] class A : Migration { public override void Up() {} }", "FluentMigrator  A Single")]
    [TestCase("using Microsoft.EntityFrameworkCore.Migrations; [Migration(\"20240131120000_Add\")] partial class A : Migration { protected override void Up(MigrationBuilder b) {} }", "EntityFramework 20240131120000 Add Single")]
    public void Migrations_are_found_by_base_and_attribute(string source, string expected) => Assert.That(Found(source), Is.EqualTo(expected));

    [TestCase("class TimestampedAttribute : MigrationAttribute { public TimestampedAttribute(int y, int m, int d, int h, int mi, string author = null) : base(Value(y, m, d, h, mi)) { } static long Value(int y, int m, int d, int h, int mi) => y * 100000000L + m * 1000000L + d * 10000L + h * 100L + mi; }")]
    [TestCase("class TimestampedAttribute(int y, int m, int d, int h, int mi) : MigrationAttribute(long.Parse($\"{y:D4}{m:D2}{d:D2}{h:D2}{mi:D2}\"));")]
    [TestCase("class TimestampedAttribute : MigrationAttribute { public TimestampedAttribute(int y, int m, int d, int h, int mi) : base(long.Parse(new DateTime(y, m, d, h, mi, 0).ToString(\"yyyyMMddHHmm\"))) { } }")]
    public void The_constructor_of_an_own_attribute_is_folded(string attribute)
        => Assert.That(Found("using FluentMigrator; [Timestamped(2024, 1, 31, 12, 0)] class A : Migration { public override void Up() {} }", "using FluentMigrator; " + attribute), Is.EqualTo("FluentMigrator 202401311200 A Single"));

    [Test]
    public void A_class_of_the_sources_with_the_frameworks_name_that_is_not_seen_hides_nothing()
    {
        const string Other = "namespace Billing { class Cohort { public class Migration { } } } namespace Moves { class Migration { } }";
        Assert.That(Reads.All(Reads.Fluent("Delete.Table(\"t\");"), Other), Has.Count.EqualTo(Reads.All(Reads.Fluent("Delete.Table(\"t\");")).Count).And.Not.Empty);
    }

    [Test]
    public void A_class_of_the_sources_with_the_frameworks_name_that_is_seen_is_meant()
        => Assert.That(Reads.All("namespace Moves { class Migration { } class M : Migration { public void Up() { } } }"), Is.Empty);

    [Test]
    public void The_designer_part_gives_the_id_and_the_part_with_Up_the_place()
    {
        var read = Reads.All(
            "namespace N { [DbContext(typeof(Shop))] [Migration(\"20240131120000_Add\")] partial class Add { protected override void BuildTargetModel(ModelBuilder b) { } } }",
            "namespace N; public partial class Add : Migration { protected override void Up(MigrationBuilder m) { m.Sql(\"x\"); } protected override void Down(MigrationBuilder m) { } }");
        Assert.That(read.Select(one => (one.Migration.Id.ToString(), one.Migration.Path, one.Migration.Direction, one.Context)), Is.EqualTo(new[]
        {
            ("20240131120000_Add", "b.cs", Direction.Up, "Shop"),
            ("20240131120000_Add", "b.cs", Direction.Down, "Shop"),
        }));
    }

    [Test]
    public void Migrations_come_in_the_order_in_which_they_run_and_profiles_last()
    {
        var ids = Reads.All("""
            using FluentMigrator;
            [Profile("Dev")] class P : Migration { public override void Up() {} }
            [Maintenance(MigrationStage.AfterAll)] class X : Migration { public override void Up() {} }
            [Migration(100)] class C : Migration { public override void Up() {} }
            [Migration(20)] class B : Migration { public override void Up() {} }
            [Migration(3)] class A : Migration { public override void Up() {} }
            """).Select(read => read.Migration.Id.Name);
        Assert.That(ids, Is.EqualTo(new[] { "A", "B", "C", "X", "P" }));
    }

    [TestCase("using FluentMigrator; [Migration({0})] class A : Migration {{ public override void Up() {{ Delete.Table(\"t{0}\"); }} }}")]
    [TestCase("using FluentMigrator; [Migration({0})] partial class A : Migration {{ public override void Up() {{ Delete.Table(\"t{0}\"); }} }}")]
    [TestCase("[Migration(\"{0}_A\")] partial class A : Microsoft.EntityFrameworkCore.Migrations.Migration {{ protected override void Up(MigrationBuilder m) {{ m.DropTable(\"t{0}\"); }} }}")]
    public void A_class_that_stands_in_two_files_is_read_in_both(string source)
    {
        var read = Reads.All(string.Format(CultureInfo.InvariantCulture, source, 1), string.Format(CultureInfo.InvariantCulture, source, 2)).Where(one => one.Migration.Direction == Direction.Up);
        Assert.That(read.Select(one => (one.Migration.Path, one.Migration.Id.Version, one.CallsRead)), Is.EqualTo(new[] { ("a.cs", "1", 1), ("b.cs", "2", 1) }));
    }

    [Test]
    public void What_is_not_among_the_sources_is_unread()
    {
        var read = Reads.All("using FluentMigrator; [Migration(1)] class A : CompanyMigration { }")[0];
        Assert.That(read.CallsUnread, Is.EqualTo(1));
    }

    [TestCase("namespace Billing { class Migration { } [FluentMigrator.Migration(1)] class A : FluentMigrator.Migration { public override void Up() { Delete.Table(\"t\"); } } }")]
    [TestCase("namespace Billing { class Migration { } [global::FluentMigrator.Migration(1)] class A : global::FluentMigrator.Migration { public override void Up() { Delete.Table(\"t\"); } } }")]
    [TestCase("using FM = FluentMigrator; namespace Billing { class Migration { } [FM.Migration(1)] class A : FM.Migration { public override void Up() { Delete.Table(\"t\"); } } }")]
    [TestCase("using F = FluentMigrator; namespace Billing { class Migration { } [F::Migration(1)] class A : F::Migration { public override void Up() { Delete.Table(\"t\"); } } }")]
    [TestCase("using Change = FluentMigrator.Migration; using Number = FluentMigrator.MigrationAttribute; [Number(1)] class A : Change { public override void Up() { Delete.Table(\"t\"); } }")]
    [TestCase("using Base = Company.Data.Base; [FluentMigrator.Migration(1)] class A : Base { } namespace Company.Data { abstract class Base : FluentMigrator.Migration { public override void Up() { Delete.Table(\"t\"); } } } namespace Other { class Base { } }")]
    [TestCase("[FluentMigrator.Migration(1)] class A : Data.Base { } namespace Data { abstract class Base : FluentMigrator.Migration { public override void Up() { Delete.Table(\"t\"); } } } namespace Other { class Base { } }")]
    public void Qualifiers_and_aliases_say_which_class_is_meant(string source)
    {
        var read = Reads.All(source).Single(read => read.Migration.Direction == Direction.Up);
        Assert.That((read.Framework, read.Migration.Id.Version, read.CallsRead, read.CallsUnread), Is.EqualTo((MigrationFramework.FluentMigrator, "1", 1, 0)));
    }

    [TestCase("namespace Billing { namespace FluentMigrator { class Migration { } } [FluentMigrator.Migration(1)] class A : FluentMigrator.Migration { public void Up() { Delete.Table(\"t\"); } } }")]
    public void A_qualifier_that_leads_elsewhere_leads_to_no_migration(string source) => Assert.That(Reads.All(source), Is.Empty);

    [TestCase("[Version(4)] class A : CompanyMigration { public override void Up() { Delete.Table(\"t\"); } }", "4")]
    [TestCase("using FluentMigrator; [Version(4)] class A : CompanyMigration { public override void Up() { Delete.Table(\"t\"); } }", "4")]
    [TestCase("[Release(5, 1)] class A : Migration { public override void Up() { Delete.Table(\"t\"); } }", "")]
    [TestCase("[Release(5, 1)] class A : Migration { public override void Up() => Drop(); void Drop() => this.Delete.Table(\"t\"); }", "")]
    [TestCase("[Migration(7)] class A : Migration { public override void Up() { IfDatabase(\"postgres\").Delete.Table(\"t\"); } }", "7")]
    [TestCase("[Release(5, 1)] class A : Change { public override void Up() { Delete.Table(\"t\"); } }", "")]
    [TestCase("[Release(5, 1)] class A : Change { public override void Up() { Delete.Table(\"t\"); } } class ReleaseAttribute : VersionAttribute { public ReleaseAttribute(int major, int minor) : base(major) { } }", "")]
    public void Where_base_and_attribute_are_not_to_be_seen_the_calls_tell_a_migration(string source, string version)
    {
        var read = Reads.All(source).Single(read => read.Migration.Direction == Direction.Up);
        Assert.That((read.Framework, read.Migration.Id.Version, read.CallsRead, read.CallsUnread), Is.EqualTo((MigrationFramework.FluentMigrator, version, 1, 0)));
    }

    [TestCase("class A : CompanyMigration { public override void Up() { Delete.Table(\"t\"); } }")]
    [TestCase("[Obsolete] class A : CompanyMigration { public override void Up() { Delete.Table(\"t\"); } }")]
    [TestCase("[Version(4)] class A : Elevator { public override void Up() { Floor.Add(1); } }")]
    [TestCase("[Version(4)] class A : Elevator { public void Up() { Delete.Table(\"t\"); } }")]
    [TestCase("[Version(4)] class A : Elevator { public override void Up() { Delete.Table(\"t\"); } } class Elevator { }")]
    [TestCase("[Version(4)] class A : Migration { public override void Up() { Delete.Table(\"t\"); } } class VersionAttribute : System.Attribute { }")]
    public void What_no_framework_would_run_is_no_migration(string source) => Assert.That(Reads.All(source), Is.Empty);

    [Test]
    public void A_migration_of_EF_Core_with_a_base_of_another_project_is_read_without_its_designer_file()
        => Assert.That(Found("partial class Add : ShopMigration { protected override void Up(MigrationBuilder b) { b.DropTable(\"t\"); } }"), Is.EqualTo("EntityFramework  Add Single"));

    [Test]
    public void An_own_attribute_with_the_frameworks_name_gives_the_version()
        => Assert.That(Found("namespace N; [Migration(2, 5)] class A : FluentMigrator.Migration { public override void Up() {} }",
            "namespace N; class MigrationAttribute : FluentMigrator.MigrationAttribute { public MigrationAttribute(int major, int minor) : base(major * 100L + minor) { } }"), Is.EqualTo("FluentMigrator 205 A Single"));

    [Test]
    public void An_attribute_of_the_references_that_is_none_of_the_framework_makes_no_migration()
    {
        Microsoft.CodeAnalysis.MetadataReference[] references = [Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(object).Assembly.Location)];
        Assert.That(Reads.All(Sql.SqlDialect.PostgreSql, references, "[System.ComponentModel.DefaultValue(4)] class A : CompanyMigration { public override void Up() { Delete.Table(\"t\"); } }"), Is.Empty);
    }
}
