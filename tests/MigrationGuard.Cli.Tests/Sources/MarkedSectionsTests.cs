using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Tests.Sources;

public sealed class MarkedSectionsTests
{
    [Test]
    public void Goose_files_have_a_way_up_and_a_way_down()
    {
        const string text = "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n-- +goose Down\nSELECT 2;\n";
        var sections = Sections(text, "goose");
        Assert.That(sections.Select(section => (section.Direction, section.Wrapping)),
            Is.EqualTo(new[] { (Direction.Up, Wrapping.Transaction), (Direction.Down, Wrapping.Transaction) }));
        Assert.That(text[sections[1].Start..sections[1].End], Is.EqualTo("-- +goose Down\nSELECT 2;\n"));
    }

    [Test]
    public void Goose_switches_the_transaction_off_for_the_whole_file()
        => Assert.That(Sections("-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n", "goose").Select(section => section.Wrapping),
            Is.All.EqualTo(Wrapping.Statements));

    [Test]
    public void Dbmate_switches_the_transaction_off_for_a_section()
        => Assert.That(Sections("-- migrate:up transaction:false\nSELECT 1;\n\n-- migrate:down\nSELECT 2;\n", "dbmate").Select(section => section.Wrapping),
            Is.EqualTo(new[] { Wrapping.Batch, Wrapping.Transaction }));

    [Test]
    public void Sql_migrate_is_told_from_goose()
        => Assert.That(Sections("-- +migrate Up notransaction\r\nSELECT 1;\r\n-- +migrate Down\r\n", "sql-migrate")[0].Wrapping, Is.EqualTo(Wrapping.Statements));

    [TestCase("SELECT '-- +goose Up';\n")]
    [TestCase("-- migrate:upper\nSELECT 1;")]
    [TestCase("")]
    public void Other_text_has_no_sections(string text) => Assert.That(MarkedSections.Find(text), Is.Null);

    private static List<Section> Sections(string text, string tool)
    {
        var marked = MarkedSections.Find(text)!;
        Assert.That(marked.Name, Is.EqualTo(tool));
        return marked.Split(text);
    }
}
