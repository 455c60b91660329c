using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Recordings;

namespace MigrationGuard.PostgreSql.Tests.Recordings;

public sealed class RecordedManifestTests
{
    private static readonly RecordedVersion Version = new("webshop", "4.2.0", "sha256:4");

    [Test]
    public void What_the_sessions_agree_on_is_the_manifests_and_it_is_read_as_it_was_written()
    {
        var manifest = RecordedManifest.Create(Of(Session("app", "shop"), Session("app", "shop")), Version);
        using var stream = new MemoryStream();
        ManifestFile.Write(manifest, stream);
        stream.Position = 0;
        Assert.Multiple(() =>
        {
            Assert.That((manifest.Role, manifest.SearchPath, manifest.Settings), Is.EqualTo(("app", "shop", Session("app", "shop").Settings)));
            Assert.That(manifest.Statements.Single().Calls, Is.EqualTo(2));
            Assert.That(ManifestFile.Read(stream, "x"), Is.EqualTo(manifest));
        });
    }

    [Test]
    public void Roles_that_differ_have_to_be_chosen_from_and_others_are_left_out()
    {
        var recording = Of(Session("app", "shop"), Session("reader", "shop"), Session("admin", "shop"));
        Assert.That(() => RecordedManifest.Create(recording, Version), Throws.TypeOf<ManifestException>().With.Message.Contains("different roles (admin, app, reader)"));
        var version = Version with { Roles = new[] { "app", "reader" } };
        var manifest = RecordedManifest.Create(recording, version);
        Assert.Multiple(() =>
        {
            Assert.That(manifest.Statements.Select(static statement => statement.Role), Is.EquivalentTo(new[] { null, "reader" }));
            Assert.That(RecordedManifest.LeftOut(recording, version), Is.EqualTo(1));
        });
    }

    [Test]
    public void Paths_that_differ_have_to_be_chosen_from_and_others_stay_with_their_statements()
    {
        var recording = Of(Session("app", "shop"), Session("app", "other"));
        Assert.That(() => RecordedManifest.Create(recording, Version), Throws.TypeOf<ManifestException>().With.Message.Contains("different search_paths (other; shop)"));
        Assert.That(RecordedManifest.Create(recording, Version with { SearchPath = "shop" }).Statements.Select(static statement => statement.SearchPath), Is.EquivalentTo(new[] { null, "other" }));
    }

    [Test]
    public void What_was_missed_stands_in_the_manifest_and_adds_up()
    {
        var one = RecordedManifest.Create(Of(Session("app", "shop")) with { Misses = new[] { new RecordingMiss("a reason", 2) } }, Version);
        var builder = new ManifestBuilder(one);
        builder.Add(one);
        var both = builder.Build();
        Assert.That((both.Recording!.MissedCommands, both.Recording.Commands, both.Recording.Processes, both.Statements.Single().Calls), Is.EqualTo((4L, 2L, 2L, 2L)));
    }

    private static RecordedSession Session(string role, string path) => new("shop", role, path, new KeyValuePair<string, string>[] { new("timezone", "UTC") });

    private static Recording Of(params RecordedSession[] sessions) => Recording.Merge([.. sessions.Select(static session => new Recording
    {
        First = DateTimeOffset.UnixEpoch,
        Last = DateTimeOffset.UnixEpoch.AddDays(1),
        Processes = 1,
        Commands = 1,
        Statements = new[] { new RecordedStatement("SELECT a FROM t WHERE id = $1", new EquatableList<ManifestParameter>([new ManifestParameter("id", "integer")]), session) { Calls = 1, LastSeen = DateTimeOffset.UnixEpoch } },
    })]);
}
