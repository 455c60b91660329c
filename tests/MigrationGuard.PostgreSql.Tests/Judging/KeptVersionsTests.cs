using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.TestKit;

namespace MigrationGuard.PostgreSql.Tests.Judging;

/// <summary>For which versions the guard keeps something working while 4.3.0 replaces 4.2.0, and when the statements of the new one are recorded.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class KeptVersionsTests(int major)
{
    private const string Handle = "ALTER TABLE users ADD COLUMN handle text";

    private GuardScene _scene = null!;

    [SetUp]
    public async Task Create()
    {
        _scene = await GuardScene.CreateAsync(major);
        using var connection = _scene.Database.Open();
        GuardScene.Publish(connection, "4.3.0", ["SELECT handle FROM users WHERE id = $1", "SELECT id FROM orders"], [["integer"], []]);
    }

    [TearDown]
    public void Remove() => _scene?.Dispose();

    [Test]
    public void Without_a_release_the_live_versions_are_kept()
    {
        Assert.That(Kept, Is.EqualTo("4.2.0"));
        State("4.3.0", "live");
        Assert.That(Kept, Is.EqualTo("4.2.0,4.3.0"));
        State("4.2.0", "retired");
        Assert.That(Kept, Is.EqualTo("4.3.0"));
        State("4.3.0", "published");
        Assert.That(Kept, Is.Empty);
    }

    [Test]
    public void The_new_version_of_a_release_is_kept_from_when_it_is_verified_and_the_old_one_until_it_is_retired()
    {
        Start();
        State("4.3.0", "live");
        Assert.That(Kept, Is.EqualTo("4.2.0"), "prepared");
        To("expanding");
        Assert.That(Kept, Is.EqualTo("4.2.0"), "expanding");
        To("verifying");
        Assert.That(Kept, Is.EqualTo("4.2.0,4.3.0"), "verifying");
        To("held");
        Assert.That(Kept, Is.EqualTo("4.2.0,4.3.0"), "held behind verifying");
        To("window-open");
        Assert.That(Kept, Is.EqualTo("4.2.0,4.3.0"), "window open");
        State("4.2.0", "retired");
        To("contract-pending", "settled");
        Assert.That(Kept, Is.EqualTo("4.3.0"), "closed");
    }

    [Test]
    public void A_release_of_another_service_takes_no_version_away()
    {
        Start("mail");
        State("4.3.0", "live");
        Assert.That(Kept, Is.EqualTo("4.2.0,4.3.0"));
    }

    [Test]
    public void A_release_that_ended_before_it_was_verified_takes_no_version_away()
    {
        Start();
        State("4.3.0", "live");
        To("aborted", "withdrawn");
        Assert.That(Kept, Is.EqualTo("4.2.0,4.3.0"));
    }

    [Test]
    public void While_it_expands_the_guard_lets_pass_what_only_the_new_version_does_not_stand()
    {
        _scene.Database.Execute(Handle);
        Start();
        State("4.3.0", "live");
        To("expanding");
        Assert.That(_scene.Try(GuardScene.Migrator, "ALTER TABLE users DROP COLUMN handle", Handle), Is.Null);
        To("verifying");
        Complete();
        Assert.That(_scene.Try(GuardScene.Migrator, "ALTER TABLE users DROP COLUMN handle")?.SqlState, Is.EqualTo("MG001"));
    }

    [Test]
    public void What_could_not_be_recorded_when_it_was_published_is_recorded_on_the_new_schema_once_it_is_verified()
    {
        Assert.That(Unproved, Is.EqualTo("SELECT handle FROM users WHERE id = $1"));
        Start();
        State("4.3.0", "live");
        _scene.Database.Execute(Handle);
        To("expanding");
        Assert.That((Complete(), Unproved), Is.EqualTo((0, "SELECT handle FROM users WHERE id = $1")), "not before it is verified");

        To("verifying");
        Assert.That((Complete(), Unproved), Is.EqualTo((1, "")));
        Assert.That(_scene.Ask<string>($"SELECT string_agg(verdict, ',') FROM migration_guard.prove({Id})"), Is.EqualTo("pass,pass"));
        Assert.That(_scene.Ask<string>($"SELECT string_agg(DISTINCT o.identity, ',' ORDER BY o.identity) FROM migration_guard.object AS o WHERE o.version = {Id} AND o.kind = 'relation' AND o.identity IN ('public.users', 'public.orders')"), Is.EqualTo("public.orders,public.users"));
        Assert.That(Complete(), Is.Zero, "there is nothing left");
    }

    [Test]
    public void What_the_new_schema_does_not_have_either_stays_unproved()
    {
        Start();
        State("4.3.0", "live");
        To("verifying");
        Assert.That((Complete(), Unproved), Is.EqualTo((1, "SELECT handle FROM users WHERE id = $1")));
    }

    [Test]
    public void The_old_version_is_not_recorded_anew()
    {
        using (var connection = _scene.Database.Open())
        {
            GuardScene.Publish(connection, "4.1.0", ["SELECT handle FROM users"], [[]]);
        }

        Start();
        _scene.Database.Execute(Handle);
        To("verifying");
        Assert.That(_scene.Ask<int>("SELECT migration_guard.complete(id) FROM migration_guard.version WHERE label = '4.1.0'"), Is.Zero);
    }

    private string Kept => _scene.Ask<string>("SELECT coalesce(string_agg(v.label, ',' ORDER BY v.label), '') FROM migration_guard.kept() AS k JOIN migration_guard.version AS v ON v.id = k");

    private string Unproved => _scene.Ask<string>("SELECT coalesce(string_agg(s.text, '; '), '') FROM migration_guard.statement AS s JOIN migration_guard.version AS v ON v.id = s.version WHERE v.label = '4.3.0' AND s.unproved IS NOT NULL");

    private int Id => _scene.Ask<int>("SELECT id FROM migration_guard.version WHERE label = '4.3.0'");

    private int Complete() => _scene.Ask<int>($"SELECT migration_guard.complete({Id})");

    private void State(string label, string state) => _scene.Database.Execute($"SELECT migration_guard.set_version_state('webshop', '{label}', '{state}', NULL, NULL)");

    private void Start(string service = "webshop") => _scene.Database.Execute($$$"""
        SELECT migration_guard.acquire_lease('test', '5 min');
        SELECT migration_guard.start_release((SELECT token FROM migration_guard.lease), '{"id": "r1", "service": "{{{service}}}", "plan": "p", "new": {"version": "4.3.0"}, "progress": {"state": "prepared", "standing": "underway"}}');
        """);

    private void To(string state, string standing = "underway") => _scene.Database.Execute($$$"""
        SELECT migration_guard.note_release((SELECT token FROM migration_guard.lease), '{"release": "r1", "key": "{{{state}}}", "progress": {"state": "{{{state}}}", "standing": "{{{standing}}}"}}')
        """);
}
