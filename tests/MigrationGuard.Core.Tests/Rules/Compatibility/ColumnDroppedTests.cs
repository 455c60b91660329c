using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Compatibility;

public sealed class ColumnDroppedTests
{
    private const string Users = """
        CREATE TABLE users (id bigint PRIMARY KEY, name text, email text, age integer CONSTRAINT users_age_check CHECK (age > 0));
        CREATE INDEX users_email_idx ON users (lower(email));
        CREATE VIEW mails AS SELECT email FROM users;
        """;

    [TestCase("ALTER TABLE users DROP COLUMN age;", "constraint users_age_check")]
    [TestCase("ALTER TABLE users DROP COLUMN email CASCADE;", "index users_email_idx, view mails, and CASCADE takes whatever else depends on it")]
    public void What_goes_with_the_column_is_named(string sql, string lost)
        => Assert.That(Check.Findings("postgresql 16", sql, Users).Single(f => f.Rule.Id == "MG0230").Effect, Does.EndWith("with it go " + lost));

    [Test]
    public void The_plan_drops_the_index_online_before_the_column()
        => Assert.That(
            Check.Findings("postgresql 16", "ALTER TABLE users DROP COLUMN email CASCADE;", Users).Single(f => f.Rule.Id == "MG0230").Suggestion,
            Does.Contain("RENAME COLUMN email TO _dropped_email").And.Contain("DROP INDEX CONCURRENTLY IF EXISTS users_email_idx"));

    [TestCase("ALTER TABLE users ADD COLUMN nick text; ALTER TABLE users DROP COLUMN nick;")]
    [TestCase("CREATE TABLE drafts (id bigint PRIMARY KEY, note text); ALTER TABLE drafts DROP COLUMN note;")]
    [TestCase("ALTER TABLE users DROP COLUMN IF EXISTS nick;")]
    public void What_no_live_version_can_use_may_go(string sql) => Assert.That(Check.Finds("MG0230", "postgresql 16", sql, Users), Is.False);

    [Test]
    public void A_drop_that_looks_like_a_rename_is_left_to_the_rule_about_that()
    {
        var ids = Check.Findings("postgresql 16", "ALTER TABLE users DROP COLUMN name; ALTER TABLE users ADD COLUMN full_name text;", Users).Select(f => f.Rule.Id).ToArray();
        Assert.That(ids, Does.Contain("MG0706").And.No.Contain("MG0230"));
    }

    [TestCase("_dropped_name", "MG0230")]
    [TestCase("name_deprecated", "MG0230")]
    [TestCase("full_name", "MG0210")]
    public void Renaming_out_of_reach_is_a_drop_that_can_be_taken_back(string name, string rule)
    {
        var finding = Check.Findings("postgresql 16", $"-- migrationguard: phase contract\nSET lock_timeout = '2s';\nALTER TABLE users RENAME COLUMN name TO {name};", Users).Single(f => f.Rule.Id is "MG0230" or "MG0210");
        Assert.That((finding.Rule.Id, finding.Held), Is.EqualTo((rule, rule == "MG0230")));
    }

    [TestCase("DROP COLUMN id CASCADE", true)]
    [TestCase("DROP COLUMN name", false)]
    public void A_required_column_asks_for_a_default_before_the_new_version_stops_writing_it(string change, bool found)
        => Assert.That(Check.Finds("MG0712", "postgresql 16", $"ALTER TABLE users {change};", Users), Is.EqualTo(found));

    [Test]
    public void A_column_that_a_trigger_may_fill_asks_for_no_default()
        => Assert.That(
            Check.Finds(
                "MG0712",
                "postgresql 16",
                "DROP TRIGGER sync ON users; ALTER TABLE users DROP COLUMN id;",
                Users + "CREATE FUNCTION sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$; CREATE TRIGGER sync BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION sync();"),
            Is.False);
}
