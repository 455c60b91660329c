using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Failures;

public sealed class EnumValueTests
{
    private const string Orders = "CREATE TYPE status AS ENUM ('open', 'sent'); CREATE TABLE orders (id bigint PRIMARY KEY, status status, note text); CREATE TABLE notes (id bigint PRIMARY KEY, text text);";
    private const string Add = "ALTER TYPE status ADD VALUE 'back';\n";

    [TestCase("UPDATE orders SET status = 'back' WHERE status IS NULL;", true)]
    [TestCase("ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'back';", true)]
    [TestCase("SELECT count(*) FROM orders WHERE status = 'back';", true)]
    [TestCase("UPDATE orders SET status = 'sent' WHERE status IS NULL;", false)]
    [TestCase("INSERT INTO notes (id, text) VALUES (1, 'back');", false)]
    public void A_value_that_is_not_committed_cannot_be_used(string sql, bool found)
        => Assert.That(Check.Finds("MG0612", "postgresql 16", Add + sql, Orders), Is.EqualTo(found));

    [Test]
    public void Outside_a_transaction_the_value_is_committed_at_once()
        => Assert.That(Check.Finds("MG0612", "postgresql 16", $"-- migrationguard: no-transaction\n{Add}UPDATE orders SET status = 'back';", Orders), Is.False);

    [TestCase("postgresql 16", true)]
    [TestCase("postgresql 17", false)]
    public void From_postgresql_17_on_a_type_of_the_same_transaction_may_be_used(string server, bool found)
        => Assert.That(
            Check.Finds("MG0612", server, "CREATE TYPE colour AS ENUM ('red'); ALTER TYPE colour ADD VALUE 'blue'; CREATE TABLE cars (id bigint PRIMARY KEY, colour colour); INSERT INTO cars VALUES (1, 'blue');"), Is.EqualTo(found));

    [TestCase("UPDATE orders SET status = 'back' WHERE id = 1;", Severity.Error)]
    [TestCase("UPDATE orders SET note = 'back' WHERE id = 1;", Severity.Error, Description = "The column of the value is not told apart within a table")]
    [TestCase("UPDATE notes SET text = 'back' WHERE id = 1;", null)]
    public void Storing_a_value_in_the_release_that_adds_it_is_an_error(string sql, Severity? severity)
    {
        var stored = Check.Findings("postgresql 16", $"-- migrationguard: no-transaction\n{Add}{sql}", Orders).Where(f => f.Rule.Id == "MG0250" && f.Statement == 1);
        Assert.That(stored.SingleOrDefault()?.Severity, Is.EqualTo(severity));
    }

    [Test]
    public void A_type_of_this_release_is_unknown_to_nobody()
        => Assert.That(Check.Finds("MG0250", "postgresql 16", "CREATE TYPE colour AS ENUM ('red'); ALTER TYPE colour ADD VALUE 'blue' AFTER 'red';", Orders), Is.False);

    [TestCase("ALTER TYPE status RENAME TO status_old; CREATE TYPE status AS ENUM ('open', 'sent', 'back'); ALTER TABLE orders ALTER COLUMN status TYPE status USING status::text::status; DROP TYPE status_old;")]
    [TestCase("CREATE TYPE status_new AS ENUM ('open', 'back'); ALTER TABLE orders ALTER COLUMN status TYPE status_new USING status::text::status_new; ALTER TYPE status RENAME TO status_old; ALTER TYPE status_new RENAME TO status; DROP TYPE status_old;")]
    public void A_type_made_anew_is_reported_once(string sql)
    {
        var findings = Check.Findings("postgresql 16", sql, Orders);
        Assert.That(findings.Select(f => f.Rule.Id).Where(id => id is "MG0252" or "MG0253" or "MG0254" or "MG0611"), Is.EqualTo(new[] { "MG0254" }));
    }
}
