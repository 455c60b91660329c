using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Locking;

public sealed class ConstraintLockTests
{
    private const string Shop = """
        CREATE TABLE customers (id bigint PRIMARY KEY);
        CREATE TABLE orders (id bigint NOT NULL, customer_id bigint, total numeric);
        ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;
        CREATE UNIQUE INDEX orders_id_key ON orders (id);
        CREATE TABLE events (id bigint NOT NULL, customer_id bigint) PARTITION BY RANGE (id);
        CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (100);
        """;

    [TestCase("ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id)", "MG0130")]
    [TestCase("ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID", null)]
    [TestCase("ADD CONSTRAINT c CHECK (total > 0)", "MG0131")]
    [TestCase("ADD CONSTRAINT c CHECK (total > 0) NOT VALID", null)]
    [TestCase("ADD CONSTRAINT c UNIQUE (id)", "MG0132")]
    [TestCase("ADD CONSTRAINT c UNIQUE USING INDEX orders_id_key", null)]
    [TestCase("ADD CONSTRAINT c PRIMARY KEY (id)", "MG0133")]
    [TestCase("ADD CONSTRAINT c PRIMARY KEY USING INDEX orders_id_key", null)]
    [TestCase("ADD CONSTRAINT c PRIMARY KEY USING INDEX another_key", "MG0133")]
    [TestCase("ADD CONSTRAINT c EXCLUDE USING btree (id WITH =)", "MG0134")]
    public void Only_work_on_every_row_is_reported(string change, string? rule)
        => Assert.That(Check.Findings("postgresql 16", $"ALTER TABLE orders {change};", Shop).Select(f => f.Rule.Id).Where(IsLock), Is.EqualTo(rule is null ? Array.Empty<string>() : [rule]));

    [Test]
    public void A_new_table_has_no_rows_to_work_on()
        => Assert.That(
            Check.Findings("postgresql 16", "CREATE TABLE t (id bigint, c bigint); ALTER TABLE t ADD PRIMARY KEY (id), ADD FOREIGN KEY (c) REFERENCES customers (id), ADD CHECK (c > 0), ADD UNIQUE (c);", Shop)
                .Select(f => f.Rule.Id).Where(IsLock),
            Is.Empty);

    [TestCase("postgresql 17", "takes no NOT VALID foreign key on a partitioned table")]
    [TestCase("postgresql 18", "Add it NOT VALID")]
    public void A_partitioned_table_takes_a_foreign_key_not_valid_from_postgresql_18_on(string server, string instead)
    {
        var finding = Check.Findings(server, "ALTER TABLE events ADD CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id);", Shop).Single(f => f.Rule.Id == "MG0130");
        Assert.That(finding.Instead, Does.Contain(instead));
        Assert.That(finding.Suggestion!.Contains("events_1", StringComparison.Ordinal), Is.EqualTo(server == "postgresql 17"));
    }

    [TestCase("ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;", false)]
    [TestCase("ALTER TABLE orders ADD COLUMN note text; ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;", true)]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID, VALIDATE CONSTRAINT c;", true)]
    [TestCase("-- migrationguard: no-transaction\nALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT c;", false)]
    [TestCase("-- migrationguard: no-transaction\nALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID, VALIDATE CONSTRAINT c;", true)]
    public void Validation_is_reported_where_a_stronger_lock_is_held(string sql, bool found)
    {
        var ids = Check.Findings("postgresql 16", sql, Shop).Select(f => f.Rule.Id).ToArray();
        Assert.That(ids.Contains("MG0135"), Is.EqualTo(found));
        Assert.That(ids, Does.Not.Contain("MG0507"), "one finding for one lock");
    }

    [Test]
    public void The_columns_of_a_primary_key_are_required_in_the_plan_when_they_are_not_yet()
        => Assert.That(
            Check.Findings("postgresql 16", "ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY (customer_id);", Shop).Single(f => f.Rule.Id == "MG0133").Suggestion,
            Does.Contain("CHECK (customer_id IS NOT NULL) NOT VALID").And.Contain("PRIMARY KEY USING INDEX orders_pkey"));

    [TestCase("DROP TABLE orders;", false)]
    [TestCase("ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID; DROP TABLE orders;", false)]
    public void One_referenced_table_is_not_many(string sql, bool found) => Assert.That(Check.Finds("MG0136", "postgresql 16", sql, Shop), Is.EqualTo(found));

    private static bool IsLock(string id) => string.CompareOrdinal(id, "MG0130") >= 0 && string.CompareOrdinal(id, "MG0145") < 0;
}
