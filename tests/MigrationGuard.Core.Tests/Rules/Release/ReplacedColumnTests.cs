using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Release;

public sealed class ReplacedColumnTests
{
    private const string Users = "CREATE TABLE users (id bigint PRIMARY KEY, username text NOT NULL, age integer);";

    [TestCase("ALTER TABLE users DROP COLUMN username, ADD COLUMN handle text;", Severity.Error)]
    [TestCase("ALTER TABLE users ADD COLUMN handle text; ALTER TABLE users DROP COLUMN username;", Severity.Error)]
    [TestCase("ALTER TABLE users DROP COLUMN username; ALTER TABLE users ADD COLUMN score integer;", null, TestName = "Another_type_is_another_thing")]
    [TestCase("ALTER TABLE users DROP COLUMN username; ALTER TABLE users ADD COLUMN handle text, ADD COLUMN bio text;", null, TestName = "Of_two_added_columns_none_is_the_renamed_one")]
    [TestCase("ALTER TABLE users ADD COLUMN handle text; UPDATE users SET handle = username; ALTER TABLE users DROP COLUMN username;", null, TestName = "Values_that_are_copied_are_not_lost")]
    [TestCase("ALTER TABLE users DROP COLUMN username; ALTER TABLE orders ADD COLUMN handle text;", null, TestName = "A_column_of_another_table_is_another_thing")]
    [TestCase("ALTER TABLE customers DROP COLUMN legacy; ALTER TABLE customers ADD COLUMN handle text;", Severity.Warning, TestName = "A_column_of_unknown_type_is_only_suspected")]
    public void Drop_and_add_are_a_rename_in_disguise_or_not(string sql, Severity? severity)
        => Assert.That(Check.Findings("postgresql 16", sql, Users).FirstOrDefault(f => f.Rule.Id == "MG0706")?.Severity, Is.EqualTo(severity));

    [Test]
    public void A_column_that_comes_back_with_another_type_is_empty()
    {
        var finding = Check.Findings("postgresql 16", "ALTER TABLE users DROP COLUMN age; ALTER TABLE users ADD COLUMN age text;", Users).Single(f => f.Rule.Id == "MG0707");
        Assert.That(finding.Suggestion, Does.Contain("ADD COLUMN age_new text"));
    }

    [Test]
    public void A_renamed_column_that_comes_back_computed_refuses_writes()
        => Assert.That(Effect("ALTER TABLE users RENAME username TO handle; ALTER TABLE users ADD COLUMN username text GENERATED ALWAYS AS (handle) STORED;"), Does.Contain("every INSERT and UPDATE"));

    [Test]
    public void A_renamed_column_that_comes_back_empty_shows_other_data()
        => Assert.That(Effect("ALTER TABLE users RENAME username TO handle; ALTER TABLE users ADD COLUMN username text;"), Does.Contain("the versions read different data"));

    [Test]
    public void A_trigger_that_keeps_both_in_step_is_believed()
        => Assert.That(Effect("""
            ALTER TABLE users RENAME username TO handle;
            ALTER TABLE users ADD COLUMN username text;
            CREATE TRIGGER users_sync BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION users_sync();
            """), Is.Null);

    [TestCase("ALTER TABLE users ADD COLUMN plan text NOT NULL DEFAULT 'free'; ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;", true)]
    [TestCase("ALTER TABLE users ADD COLUMN plan text DEFAULT 'free'; ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;", false, TestName = "A_nullable_column_without_default_fails_nobody")]
    [TestCase("CREATE TABLE plans (name text NOT NULL DEFAULT ''); ALTER TABLE plans ALTER COLUMN name DROP DEFAULT;", false, TestName = "A_table_of_this_migration_has_no_old_writers")]
    public void A_default_dropped_in_its_migration_fails_the_live_version(string sql, bool found)
        => Assert.That(Check.Finds("MG0704", "postgresql 16", sql, Users), Is.EqualTo(found));

    [Test]
    public void A_default_dropped_in_the_next_migration_of_the_release_fails_the_live_version_just_so()
    {
        var sample = RuleSample.Parse("", "test.sql", $"""
            -- sample: postgresql 16
            -- file: 001_users.sql released
            {Users}
            -- file: 002_plan.sql
            ALTER TABLE users ADD COLUMN plan text NOT NULL DEFAULT 'free';
            -- file: 003_default.sql
            ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;
            """);
        Assert.That(SampleCheck.Run(sample)[1].Findings.Select(f => f.Rule.Id), Does.Contain("MG0704").And.Not.Contain("MG0205"));
    }

    private static string? Effect(string sql) => Check.Findings("postgresql 16", sql, Users).FirstOrDefault(f => f.Rule.Id == "MG0705")?.Effect;
}
