using MigrationGuard.Manifests;

namespace MigrationGuard.PostgreSql.Tests.Manifests;

public sealed class ManifestBuilderTests
{
    private static readonly StatementManifest Empty = new() { Service = "webshop", Label = "4.2.0", Digest = "sha256:12", Role = "app" };

    [Test]
    public void The_same_statement_from_several_places_is_one_entry()
    {
        var builder = new ManifestBuilder(Empty);
        builder.Add("SELECT $1", new[] { new ManifestParameter(null) }, new StatementOrigin("b.cs", 2), 5);
        builder.Add("SELECT $1", new[] { new ManifestParameter("id") }, new StatementOrigin("a.cs", 9));
        builder.Add("SELECT $1", new[] { new ManifestParameter("id") }, new StatementOrigin("a.cs", 9), 2);
        builder.Add("SELECT $1", new[] { new ManifestParameter("id", "integer") }, new StatementOrigin("a.cs", 1));
        var statements = builder.Build().Statements;
        Assert.That(statements.Select(statement => string.Join(' ', statement.Origins)), Is.EqualTo(new[] { "a.cs:1", "a.cs:9 b.cs:2" }));
        Assert.That((statements[1].Calls, statements[1].Parameters[0]), Is.EqualTo((7L, new ManifestParameter("id"))));
    }

    [Test]
    public void Manifests_of_one_version_are_united_whatever_their_roles()
    {
        var first = new ManifestBuilder(Empty);
        first.Add("SELECT 1", default, new StatementOrigin("a.cs", 1));
        var second = new ManifestBuilder(Empty with { Role = "job" });
        second.Add("SELECT 1", default, new StatementOrigin("b.cs", 1));
        first.Add(second.Build());
        first.Add(second.Build());
        Assert.That(first.Build().Statements.Select(statement => (statement.Text, statement.Role)), Is.EqualTo(new[] { ("SELECT 1", null), ("SELECT 1", "job") }));
    }

    [Test]
    public void Manifests_of_different_versions_are_not()
        => Assert.That(() => new ManifestBuilder(Empty).Add(Empty with { Digest = "sha256:13" }), Throws.TypeOf<ManifestException>().With.Message.Contain("one manifest describes one version"));

    [Test]
    public void The_order_of_adding_does_not_matter()
    {
        string[] texts = ["SELECT 3", "SELECT 1", "SELECT 2"];
        var (one, other) = (new ManifestBuilder(Empty), new ManifestBuilder(Empty));
        foreach (var text in texts)
        {
            one.Add(text, default, new StatementOrigin("a.cs", 1));
        }

        foreach (var text in texts.Reverse())
        {
            other.Add(text, default, new StatementOrigin("a.cs", 1));
        }

        Assert.That(ManifestFile.ToJson(one.Build()), Is.EqualTo(ManifestFile.ToJson(other.Build())));
    }

    [Test]
    public void What_cannot_be_used_is_said_and_not_added()
    {
        var builder = new ManifestBuilder(Empty);
        Assert.That(builder.Add("SELECT 1; SELECT 2", default, new StatementOrigin("a.cs", 1)), Does.Contain("a second statement begins"));
        Assert.That(builder.Count, Is.Zero);
    }
}
