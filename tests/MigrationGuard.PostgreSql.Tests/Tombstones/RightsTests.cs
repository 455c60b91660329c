using MigrationGuard.TestKit;
using MigrationGuard.Tombstones;

namespace MigrationGuard.PostgreSql.Tests.Tombstones;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class RightsTests(int major)
{
    private const string Grantor = "SET ROLE tombstone_report; GRANT SELECT, UPDATE ON users TO tombstone_group; RESET ROLE";

    // Grants, and a role with the SELECT that they let it run before.
    private static readonly (string Name, string Grants, string Role)[] Situations =
    [
        ("a grant on the table", "GRANT SELECT, INSERT, UPDATE, DELETE ON users TO tombstone_app", "tombstone_app"),
        ("grants on columns", "GRANT SELECT (id, nickname), UPDATE (nickname, handle) ON users TO tombstone_app", "tombstone_app"),
        ("both", "GRANT SELECT ON users TO tombstone_app; GRANT INSERT (id, nickname), SELECT (nickname) ON users TO tombstone_app, tombstone_report", "tombstone_report"),
        ("PUBLIC", "GRANT SELECT ON users TO PUBLIC", "tombstone_report"),
        ("a group", "GRANT SELECT, REFERENCES ON users TO tombstone_group", "tombstone_member"),
        ("the grant option", $"GRANT SELECT, UPDATE, TRUNCATE ON users TO tombstone_report WITH GRANT OPTION; {Grantor}; GRANT SELECT ON users TO tombstone_app", "tombstone_member"),
        ("a grant option on a column", "GRANT SELECT (nickname, id) ON users TO tombstone_report WITH GRANT OPTION; SET ROLE tombstone_report; GRANT SELECT (nickname) ON users TO tombstone_app; RESET ROLE", "tombstone_app"),
        ("an owner without rights", "GRANT SELECT ON users TO tombstone_app; REVOKE ALL ON users FROM tombstone_owner", "tombstone_app"),
        ("an owner behind others", "GRANT SELECT ON users TO tombstone_app; REVOKE ALL ON users FROM tombstone_owner; GRANT INSERT ON users TO tombstone_report; GRANT SELECT ON users TO tombstone_owner", "tombstone_app"),
    ];

    public static IEnumerable<TestCaseData> Cases => Situations.Select(situation => new TestCaseData(situation.Grants, situation.Role).SetArgDisplayNames(situation.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task A_column_is_out_of_reach_the_others_are_not_and_the_rights_come_back_byte_for_byte(string grants, string role)
    {
        await using var scene = await TombstoneScene.CreateAsync(major, grants);
        var (before, others) = (scene.Rights(), Reachable(scene));
        Assert.That(scene.Try(role, "SELECT nickname FROM users"), Is.Null);

        var hidden = await scene.HideAsync();
        Assert.That((hidden.IsDone, hidden.Why), Is.EqualTo((true, "public.users.nickname")));
        Assert.That((scene.Try(role, "SELECT nickname FROM users"), scene.Try(role, "SELECT * FROM users"), scene.Try("tombstone_app", "SELECT id, handle FROM users")), Is.EqualTo(("42501", "42501", (string?)null)));
        Assert.That(Reachable(scene), Is.EqualTo(others), "The other columns are as before for everybody.");

        await scene.ShowAsync();
        Assert.That(scene.Rights(), Is.EqualTo(before));
        Assert.That((await scene.Tombstones.FindAsync(TombstoneScene.Release, default))!.State, Is.EqualTo(HidingState.Shown));
        await scene.ShowAsync();
        Assert.That(scene.Rights(), Is.EqualTo(before));
    }

    [Test]
    public async Task Rights_that_came_by_default_are_rights_like_others()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, """
            ALTER DEFAULT PRIVILEGES FOR ROLE tombstone_owner IN SCHEMA public GRANT SELECT ON TABLES TO tombstone_report;
            SET ROLE tombstone_owner; CREATE TABLE notes (id int, body text); RESET ROLE;
            """);
        var before = scene.Rights("notes");
        await scene.HideAsync("ALTER TABLE notes DROP COLUMN body");
        Assert.That((scene.Try("tombstone_report", "SELECT body FROM notes"), scene.Try("tombstone_report", "SELECT id FROM notes")), Is.EqualTo(("42501", (string?)null)));

        await scene.ShowAsync();
        Assert.That(scene.Rights("notes"), Is.EqualTo(before));
    }

    [Test]
    public async Task A_whole_table_a_view_a_sequence_and_a_function_are_out_of_reach_and_come_back()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, """
            CREATE VIEW names AS SELECT handle FROM users; CREATE SEQUENCE numbers; CREATE FUNCTION greet(text) RETURNS text LANGUAGE sql AS $$ SELECT 'hello ' || $1 $$;
            GRANT SELECT ON legacy, names TO tombstone_report; GRANT SELECT (note) ON legacy TO tombstone_app; GRANT USAGE ON numbers TO tombstone_report; GRANT EXECUTE ON FUNCTION greet(text) TO tombstone_report;
            """);
        string[] statements = ["SELECT id FROM legacy", "SELECT handle FROM names", "SELECT nextval('numbers')", "SELECT greet('x')"];
        var (before, function) = (scene.Rights("legacy") + scene.Rights("names") + scene.Rights("numbers"), scene.Ask<string>("SELECT proacl::text FROM pg_proc WHERE proname = 'greet'"));

        var hidden = await scene.HideAsync("DROP TABLE legacy; DROP VIEW names; DROP SEQUENCE numbers; DROP FUNCTION greet(text);");
        Assert.That(hidden.Why, Is.EqualTo("public.greet, public.legacy, public.names, public.numbers"));
        Assert.That(statements.Select(sql => scene.Try("tombstone_report", sql)), Is.All.EqualTo("42501"));

        await scene.ShowAsync();
        Assert.That(scene.Rights("legacy") + scene.Rights("names") + scene.Rights("numbers"), Is.EqualTo(before));
        Assert.That(scene.Ask<string>("SELECT proacl::text FROM pg_proc WHERE proname = 'greet'"), Is.EqualTo(function));
        Assert.That(statements.Select(sql => scene.Try("tombstone_report", sql)), Is.All.Null);
    }

    [Test]
    public async Task What_others_still_use_is_not_hidden_by_itself()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, """
            ALTER TABLE users ADD COLUMN number serial; CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TRIGGER keep BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION keep(); GRANT SELECT, INSERT ON users TO tombstone_app; GRANT USAGE ON users_number_seq TO tombstone_app;
            """);
        await scene.HideAsync("DROP TRIGGER keep ON users; DROP FUNCTION keep(); ALTER TABLE users DROP COLUMN number;");

        Assert.That((await scene.Tombstones.FindAsync(TombstoneScene.Release, default))!.Objects.Select(hidden => hidden.Identity), Is.EqualTo(new[] { "public.users.number" }));
        Assert.That(scene.Try("tombstone_app", "INSERT INTO users (id, handle) VALUES (90, 'x')"), Is.Null);
    }

    [Test]
    public async Task What_somebody_gave_or_withdrew_meanwhile_stands()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, "GRANT SELECT, INSERT ON users TO tombstone_app, tombstone_report");
        await scene.HideAsync();
        scene.Database.Execute("REVOKE SELECT ON users FROM tombstone_report; REVOKE SELECT (id, handle) ON users FROM tombstone_report; GRANT DELETE ON users TO tombstone_member");
        var shown = await scene.ShowAsync();

        Assert.That(shown.Why, Is.EqualTo("rights on public.users that were changed while it was hidden stay changed"));
        Assert.That(new[] { "tombstone_app", "tombstone_report" }.Select(role => scene.Try(role, "SELECT nickname FROM users")), Is.EqualTo(new[] { null, "42501" }));
        Assert.That((scene.Try("tombstone_report", "INSERT INTO users VALUES (91)"), scene.Try("tombstone_member", "DELETE FROM users")), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public async Task A_tool_that_may_not_withdraw_the_rights_hides_nothing()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, "GRANT SELECT ON users TO tombstone_report WITH GRANT OPTION; SET ROLE tombstone_report; GRANT SELECT ON users TO tombstone_app; RESET ROLE; GRANT migration_guard_releaser TO tombstone_owner");
        var before = scene.Rights();
        var deputy = new Npgsql.NpgsqlConnectionStringBuilder(scene.Database.ConnectionString) { Username = "tombstone_owner" }.ConnectionString;
        var report = await new Postgres.Tombstones.PostgresTombstones(deputy, TombstoneScene.Settings) { Source = HitSource.Reported }.HideAsync(TombstoneScene.Release, TombstoneScene.Steps("ALTER TABLE users DROP COLUMN nickname"), scene.Lease, default);

        Assert.That((report.IsDone, scene.Rights()), Is.EqualTo((false, before)), report.Why);
    }

    private static string Reachable(TombstoneScene scene) => scene.Ask<string>("""
        SELECT string_agg(concat_ws(' ', r.rolname, a.attname, p), ',' ORDER BY r.rolname, a.attname, p) FROM pg_roles AS r, pg_attribute AS a, unnest('{SELECT,INSERT,UPDATE,REFERENCES}'::text[]) AS p
        WHERE r.rolname LIKE 'tombstone\_%' AND a.attrelid = 'users'::regclass AND a.attname IN ('id', 'handle') AND has_column_privilege(r.oid, a.attrelid, a.attnum, p)
        """);
}
