using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Rehearsals;

namespace MigrationGuard.Cli.Tests.Audits;

/// <summary><c>audit --mutate</c> on a real server, with the copy that <c>pg_dump</c> makes.</summary>
public sealed class AuditTests
{
    [Test]
    public void How_many_breaking_changes_the_manifests_catch_is_said_and_the_blind_columns_are_named()
    {
        using var shop = new RehearsalFixture(15);
        shop.Execute("ALTER TABLE users ADD COLUMN old_note text; CREATE TABLE forgotten (id int)");
        var before = shop.Value("SELECT count(*) FROM pg_attribute");
        var outcome = shop.Tool("audit", "--mutate", "--require", "95%");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Output + outcome.Error);
        Assert.That(outcome.Error, Does.Match("--require: [0-9.]+ % is less than 95.0 %"));
        Assert.That(outcome.Output, Does.Match("^[0-9]+ breaking changes tried on a copy of the schema \\(PostgreSQL 15").And.Contain("against webshop 4.2.0 (3 statements)")
            .And.Match("caught [0-9]+ of [0-9]+ \\([0-9.]+ %\\)").And.Contain("  public.forgotten: no recorded statement needs it").And.Match("  public.users: no recorded statement needs .*old_note"));
        Assert.That(shop.Value("SELECT count(*) FROM pg_attribute"), Is.EqualTo(before), "the database itself was changed");
        Assert.That(shop.Value(RehearsalFixture.Leftovers), Is.Zero);

        var json = JsonNode.Parse(shop.Tool("audit", "--mutate", "--output", "json").Output)!;
        Assert.That(json["blindTables"]!.AsArray().Select(table => table!.ToString()), Does.Contain("public.forgotten"));
        var renamed = json["mutations"]!.AsArray().Single(mutation => mutation!["kind"]!.ToString() == "rename column" && mutation["target"]!.ToString() == "public.users" && mutation["part"]!.ToString() == "username")!;
        Assert.That((renamed["outcome"]!.ToString(), renamed["why"]!.ToString()), Is.EqualTo(("caught", "webshop 4.2.0: SELECT id, username FROM users WHERE id = $1: column \"username\" does not exist")));
        Assert.That(shop.Tool("audit", "--mutate", "--output", "markdown").Output, Does.StartWith("### MigrationGuard audit: caught "));
    }

    [Test]
    public void What_cannot_be_audited_is_refused()
    {
        using var shop = new RehearsalFixture(15);
        Assert.That(shop.Tool("audit", "--mutate", "--require", "most").Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(shop.Tool("audit").Code, Is.EqualTo(ExitCode.Usage));
        shop.Execute("UPDATE migration_guard.version SET state = 'published'");
        var outcome = shop.Tool("audit", "--mutate");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("name a manifest with --manifest"));
    }
}
