using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Locking;

public sealed class SetNotNullTests
{
    private const string Users = "CREATE TABLE users (id bigint PRIMARY KEY, email text);";
    private const string Set = "ALTER TABLE users ALTER COLUMN email SET NOT NULL;";

    [Test]
    public void A_check_validated_in_an_earlier_migration_proves_it()
        => Assert.That(Found(Set, Users + "ALTER TABLE users ADD CONSTRAINT e CHECK (email IS NOT NULL) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT e;"), Is.Empty);

    [Test]
    public void A_check_joined_by_and_proves_it_too()
        => Assert.That(Found(Set, "CREATE TABLE users (id bigint, email text, CHECK (email IS NOT NULL AND email <> ''));"), Is.Empty);

    [Test]
    public void A_check_that_was_never_validated_proves_nothing_but_refuses_old_writes_already()
        => Assert.That(Found(Set, Users + "ALTER TABLE users ADD CONSTRAINT e CHECK (email IS NOT NULL) NOT VALID;"), Is.EqualTo(new[] { "MG0112" }));

    [Test]
    public void A_check_that_only_compares_accepts_null_and_proves_nothing()
        => Assert.That(Found(Set, "CREATE TABLE users (id bigint, email text CHECK (email <> ''));"), Is.EqualTo(new[] { "MG0112", "MG0208" }));

    [Test]
    public void A_column_of_this_migration_with_a_default_breaks_nobody_but_is_scanned()
        => Assert.That(Found("ALTER TABLE users ADD COLUMN plan text DEFAULT 'free'; ALTER TABLE users ALTER COLUMN plan SET NOT NULL;", Users), Is.EqualTo(new[] { "MG0112" }));

    [Test]
    public void A_column_of_this_migration_without_default_is_one_that_the_live_version_does_not_send()
    {
        var findings = Check.Findings(
            "postgresql 16", "ALTER TABLE users ADD COLUMN plan text; UPDATE users SET plan = 'free'; ALTER TABLE users ALTER COLUMN plan SET NOT NULL;", Users);
        Assert.That(findings.Single(f => f.Rule.Id == "MG0208").Effect, Does.Contain("it does not know plan and the column has no default"));
    }

    [Test]
    public void The_plan_uses_a_constraint_that_is_not_valid_from_18_on()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Plan("postgresql 18"), Does.Contain("NOT NULL email NOT VALID"));
            Assert.That(Plan("postgresql 17"), Does.Contain("CHECK (email IS NOT NULL) NOT VALID"));
        });
    }

    [Test]
    public void A_column_that_is_not_null_already_is_no_danger()
        => Assert.That(Found(Set, "CREATE TABLE users (id bigint, email text NOT NULL);"), Is.Empty);

    private static string? Plan(string server) => Check.Findings(server, Set, Users).Single(f => f.Rule.Id == "MG0112").Suggestion;

    private static string[] Found(string sql, string released)
        => [.. Check.Findings("postgresql 16", sql, released).Select(f => f.Rule.Id).Where(id => id is "MG0112" or "MG0208").Order(StringComparer.Ordinal)];
}
