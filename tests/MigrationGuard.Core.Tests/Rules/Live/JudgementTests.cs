using MigrationGuard.Collections;
using MigrationGuard.Observing;
using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Live;

/// <summary>What the rules make of answers; that the answers are right is tested on servers.</summary>
public sealed class JudgementTests
{
    private const string Users = "CREATE TABLE users (id bigint PRIMARY KEY, email text);";
    private const string NotNull = "ALTER TABLE users ALTER COLUMN email SET NOT NULL;";

    [Test]
    public void Without_a_database_the_rules_that_need_one_say_nothing()
        => Assert.That(Check.Findings("postgresql 16", NotNull, Users).Where(f => f.Rule.Evidence == Evidence.LiveDatabase), Is.Empty);

    [Test]
    public void What_a_change_of_this_release_may_mend_is_only_a_note()
    {
        var finding = One("MG0650", "UPDATE users SET email = '' WHERE email IS NULL;\n" + NotNull, Users, _ => new RowsAnswer(true));
        Assert.That(finding.Severity, Is.EqualTo(Severity.Info));
        Assert.That(finding.Effect, Does.EndWith("unless the changes of users before this statement mend that"));
    }

    [Test]
    public void A_change_of_another_table_mends_nothing()
        => Assert.That(One("MG0650", "UPDATE orders SET total = 0;\n" + NotNull, Users, _ => new RowsAnswer(true)).Severity, Is.EqualTo(Severity.Error));

    [Test]
    public void An_answer_that_did_not_come_is_said_and_never_passes()
    {
        var finding = One("MG0902", NotNull, Users, q => q is NullRows ? new Undecided("the query took longer than 5 s") { Sql = "SELECT 1" } : None(q));
        Assert.That(finding.Effect, Is.EqualTo("It is not known whether rows of users have NULL in email: the query took longer than 5 s"));
        Assert.That(finding.Instead, Is.EqualTo("Find out yourself: SELECT 1"));
    }

    [Test]
    public void An_undecided_answer_can_be_ignored_with_a_reason()
        => Assert.That(
            Check.LiveFindings("postgresql 16", "-- migrationguard: ignore MG0902 because asked by hand on Monday\n" + NotNull, Users, _ => new Undecided("so")).Where(f => f.Rule.Id is "MG0902" or "MG0914"),
            Is.Empty);

    [TestCase(14, 3, true)]
    [TestCase(14, 4, false)]
    [TestCase(13, 2, false)]
    public void Releases_with_corrupt_online_builds_are_named(int major, int minor, bool reported)
        => Assert.That(
            Check.LiveFindings($"postgresql {major}", "CREATE INDEX CONCURRENTLY users_email_idx ON users (email);", Users, q => q is ExactVersion ? new VersionAnswer(major, minor) : None(q))
                .Any(f => f.Rule.Id == "MG0659"),
            Is.EqualTo(reported));

    [TestCase("ACCESS SHARE", "ALTER TABLE users ADD COLUMN age int;", true)]
    [TestCase("ACCESS SHARE", "CREATE INDEX users_email_idx ON users (email);", false)]
    [TestCase("ROW EXCLUSIVE", "CREATE INDEX users_email_idx ON users (email);", true)]
    [TestCase("SHARE", "CREATE INDEX users_email_idx ON users (email);", false)]
    [TestCase("SOMETHING NEW", "CREATE INDEX users_email_idx ON users (email);", true)]
    public void Only_locks_that_conflict_hold_a_statement_up(string held, string sql, bool reported)
        => Assert.That(Ids(sql, Users, q => q is LockHolders ? Others(new OtherTransaction("process 1", 30) { Lock = held }) : None(q)).Contains("MG0151"), Is.EqualTo(reported));

    [TestCase(1.9, false)]
    [TestCase(2.1, true)]
    public void A_transaction_is_long_after_two_seconds(double seconds, bool reported)
        => Assert.That(Ids("ALTER TABLE users ADD COLUMN age int;", Users, q => q is LockHolders ? Others(new OtherTransaction("process 1", seconds) { Lock = "ACCESS SHARE" }) : None(q)).Contains("MG0151"), Is.EqualTo(reported));

    [Test]
    public void A_dependent_that_the_migration_drops_before_is_no_obstacle()
    {
        const string released = Users + "CREATE VIEW mails AS SELECT email FROM users;";
        var answer = new DependentsAnswer(new[] { new Dependent("view", "mails", null), new Dependent("trigger", "touch", "users") });
        Assert.That(Ids("DROP VIEW mails; DROP TRIGGER touch ON users; ALTER TABLE users DROP COLUMN email;", released, q => q is DependentsOf { Column: "email" } ? answer : None(q)), Does.Not.Contain("MG0655"));
    }

    [Test]
    public void What_goes_with_the_same_statement_is_no_obstacle()
        => Assert.That(
            Ids("DROP TABLE users, orders;", Users + "CREATE TABLE orders (id bigint, user_id bigint);", q => q is DependentsOf ? new DependentsAnswer(new[] { new Dependent("constraint", "orders_user_id_fkey", "orders") }) : None(q)),
            Does.Not.Contain("MG0655"));

    [Test]
    public void A_routine_that_the_migration_replaces_is_not_named()
    {
        const string sql = "CREATE OR REPLACE FUNCTION mail_of(n bigint) RETURNS text LANGUAGE sql AS 'SELECT NULL'; ALTER TABLE users DROP COLUMN email;";
        var finding = One("MG0283", sql, Users, q => q is RoutinesNaming ? new NamesAnswer(new[] { "mail_of", "crm.mail_of" }) : None(q));
        Assert.That(finding.Effect, Does.StartWith("The source of crm.mail_of names it"));
    }

    [TestCase(1_000_000_000, false)]
    [TestCase(1_073_741_824, true)]
    public void Numbers_run_out_when_more_than_half_of_them_are_gone(long last, bool reported)
        => Assert.That(
            Ids("ALTER TABLE users ALTER COLUMN id TYPE integer;", Users, q => q is NumberingOf ? new NumberingAnswer("users_id_seq", last, long.MaxValue) : None(q)).Contains("MG0657"),
            Is.EqualTo(reported));

    [TestCase(5000L, "about 1,200,000 rows, 5,000 bytes")]
    [TestCase(250L << 20, "about 1,200,000 rows, 250 MB")]
    public void Sizes_are_for_people(long bytes, string shown)
    {
        var findings = Check.LiveFindings("postgresql 16", NotNull, Users, q => q is SizeOf ? new SizeAnswer(1_200_000, bytes, 200L << 20) : None(q));
        Assert.That(findings.Single(f => f.Rule.Id == "MG0150").Effect, Does.Contain(shown + " and 200 MB of indexes"));
    }

    [TestCase("CREATE TABLE users (id bigint);", true)]
    [TestCase("CREATE TABLE IF NOT EXISTS users (id bigint);", false)]
    [TestCase("DROP TABLE users; CREATE TABLE users (id bigint);", false)]
    [TestCase("CREATE TEMP TABLE users (id bigint);", false)]
    [TestCase("ALTER TABLE users ADD COLUMN email text;", true)]
    [TestCase("ALTER TABLE users DROP COLUMN email; ALTER TABLE users ADD COLUMN email text;", false)]
    [TestCase("ALTER TABLE users ADD CONSTRAINT users_pkey CHECK (true);", true)]
    [TestCase("CREATE TABLE visits (id bigint); CREATE TABLE visits (id bigint);", false, Description = "an error of the migration alone")]
    public void What_the_database_has_already_is_named(string sql, bool reported) => Assert.That(Ids(sql, Users, None).Contains("MG0660"), Is.EqualTo(reported));

    [TestCase("ALTER TABLE users ALTER COLUMN name SET NOT NULL;", true)]
    [TestCase("ALTER TABLE users RENAME COLUMN email TO name; ALTER TABLE users ALTER COLUMN name SET NOT NULL;", false)]
    [TestCase("SELECT add_name(); ALTER TABLE users ALTER COLUMN name SET NOT NULL;", false)]
    [TestCase("ALTER TABLE users DROP COLUMN IF EXISTS name;", false)]
    [TestCase("DROP TABLE users; ALTER TABLE users ADD COLUMN name text;", true)]
    [TestCase("ALTER TABLE pg_class ALTER COLUMN name SET NOT NULL;", false)]
    public void What_the_database_does_not_have_is_named(string sql, bool reported) => Assert.That(Ids(sql, Users, None).Contains("MG0661"), Is.EqualTo(reported));

    [Test]
    public void Rules_about_a_database_bear_the_neutral_product_too()
        => Assert.That(
            Check.LiveFindings("sqlserver 2019", "ALTER TABLE users ALTER COLUMN email nvarchar(20) NOT NULL;", "CREATE TABLE users (id bigint PRIMARY KEY, email nvarchar(50) NULL);", q => q is NullRows ? new RowsAnswer(true) : None(q))
                .Select(f => f.Rule.Id),
            Does.Contain("MG0650"));

    private static SessionsAnswer Others(params OtherTransaction[] all) => new((EquatableList<OtherTransaction>)all);

    private static Finding One(string rule, string sql, string released, Func<Question, Answer> answer)
        => Check.LiveFindings("postgresql 16", sql, released, q => answer(q) is { } given && Fits(q, given) ? given : None(q)).First(f => f.Rule.Id == rule);

    private static string[] Ids(string sql, string released, Func<Question, Answer> answer) => [.. Check.LiveFindings("postgresql 16", sql, released, answer).Select(f => f.Rule.Id)];

    private static bool Fits(Question question, Answer answer) => answer is Undecided || answer.GetType() == None(question).GetType();

    // A database in which nothing is wrong.
    private static Answer None(Question question) => question switch
    {
        SizeOf => new SizeAnswer(0, 0, 0),
        DependentsOf => new DependentsAnswer(default),
        RoutinesNaming => new NamesAnswer(default),
        StateOfIndex => new IndexAnswer(false, false, null),
        NumberingOf => new NumberingAnswer(null, null, null),
        LockHolders or OpenTransactions => new SessionsAnswer(default),
        LogKeepers => new LogKeepersAnswer(default),
        ReplicationOf => new ReplicationAnswer(default, null),
        ExactVersion => new VersionAnswer(99, 0),
        _ => new RowsAnswer(false),
    };
}
