using MigrationGuard.Observing;
using MigrationGuard.Operations;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Live;

/// <summary>What the rules ask, in the names that the database has now.</summary>
public sealed class QuestionsTests
{
    private const string Users = "CREATE TABLE users (id bigint PRIMARY KEY, email text, name varchar(100), city text NOT NULL);";

    [Test]
    public void A_question_is_asked_once_however_many_rules_and_steps_ask_it()
        => Assert.That(Ask("ALTER TABLE users ALTER COLUMN email SET NOT NULL; ALTER TABLE users ALTER COLUMN email SET NOT NULL;").OfType<SizeOf>().Count(), Is.EqualTo(1));

    [Test]
    public void A_table_and_column_that_this_release_renamed_are_asked_about_under_their_old_names()
    {
        const string sql = "ALTER TABLE users RENAME COLUMN email TO mail; ALTER TABLE users RENAME TO people; ALTER TABLE people ALTER COLUMN mail SET NOT NULL;";
        Assert.That(Ask(sql).OfType<NullRows>(), Is.EqualTo(new[] { new NullRows("users", "email") }));
    }

    [TestCase("CREATE TABLE visits (page text); ALTER TABLE visits ALTER COLUMN page SET NOT NULL;", TestName = "a_table_of_this_release")]
    [TestCase("ALTER TABLE users ADD COLUMN state text DEFAULT 'new'; ALTER TABLE users ALTER COLUMN state SET NOT NULL;", TestName = "a_column_of_this_release_with_a_default")]
    [TestCase("ALTER TABLE users ALTER COLUMN city SET NOT NULL;", TestName = "a_column_that_is_not_null_already")]
    [TestCase("ALTER TABLE users ALTER COLUMN id SET NOT NULL;", TestName = "a_primary_key")]
    public void Nothing_is_asked_about_the_NULLs_of(string sql) => Assert.That(Ask(sql).Where(q => q is NullRows or AnyRows), Is.Empty);

    [Test]
    public void A_column_of_this_release_without_default_is_NULL_in_every_row_there_is()
        => Assert.That(Ask("ALTER TABLE users ADD COLUMN state text; ALTER TABLE users ALTER COLUMN state SET NOT NULL;"), Does.Contain(new AnyRows("users")));

    [Test]
    public void A_primary_key_over_an_index_asks_about_the_columns_of_the_index()
        => Assert.That(
            Ask("ALTER TABLE visits ADD PRIMARY KEY USING INDEX visits_key;", "CREATE TABLE visits (page text, seen date); CREATE UNIQUE INDEX visits_key ON visits (page, seen);").OfType<NullRows>(),
            Is.EqualTo(new[] { new NullRows("visits", "page"), new NullRows("visits", "seen") }));

    [Test]
    public void Nothing_is_asked_about_a_type_that_takes_every_old_value()
        => Assert.That(Ask("ALTER TABLE users ALTER COLUMN name TYPE text;").OfType<UnfitRows>(), Is.Empty);

    [Test]
    public void A_condition_that_calls_what_is_not_known_is_not_run()
    {
        Assert.That(Ask("ALTER TABLE users ADD CHECK (is_mail(email));").OfType<FailingRows>().Single().MayAct, Is.True);
        Assert.That(Ask("ALTER TABLE users ADD CHECK (length(email) > 3);").OfType<FailingRows>().Single().MayAct, Is.False);
    }

    [Test]
    public void A_condition_over_a_column_of_this_release_cannot_be_asked()
        => Assert.That(Ask("ALTER TABLE users ADD COLUMN age int; ALTER TABLE users ADD CHECK (age > 0);").OfType<FailingRows>(), Is.Empty);

    [Test]
    public void A_foreign_key_to_a_table_of_this_release_is_not_asked_about()
        => Assert.That(Ask("CREATE TABLE cities (name text PRIMARY KEY); ALTER TABLE users ADD FOREIGN KEY (city) REFERENCES cities;").OfType<OrphanRows>(), Is.Empty);

    [Test]
    public void Names_that_are_only_known_at_run_time_are_not_asked_about()
        => Assert.That(Ask("DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('ALTER TABLE %I ALTER COLUMN email SET NOT NULL', t); END LOOP; END $$;").OfType<NullRows>(), Is.Empty);

    [Test]
    public void Released_migrations_and_scripts_that_undo_one_are_not_asked_about()
        => Assert.That(Ask("SELECT 1;", Users + "ALTER TABLE users ALTER COLUMN email SET NOT NULL;"), Is.Empty);

    [Test]
    public void The_words_of_a_question_name_what_it_is_about()
    {
        Assert.That(new OrphanRows("orders", new[] { "customer_id" }, new ObjectName("crm", "customers"), default).ToString(), Is.EqualTo("whether rows of orders refer to rows that crm.customers does not have"));
        Assert.That(new DependentsOf("orders", "total").ToString(), Is.EqualTo("what depends on total of orders"));
    }

    private static IReadOnlyList<Question> Ask(string sql, string released = Users) => Check.Questions("postgresql 16", sql, released);
}
