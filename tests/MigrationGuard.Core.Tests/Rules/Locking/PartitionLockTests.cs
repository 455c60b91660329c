using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Locking;

public sealed class PartitionLockTests
{
    private const string Events = """
        CREATE TABLE events (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
        CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        CREATE TABLE events_2026 (id bigint NOT NULL, at date NOT NULL);
        """;

    private const string Rest = "CREATE TABLE events_rest PARTITION OF events DEFAULT;";
    private const string Attach = "ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');";
    private const string Proof = "ALTER TABLE events_2026 ADD CONSTRAINT bounds CHECK (at >= '2026-01-01' AND at < '2027-01-01');";

    [TestCase("", "events_2026")]
    [TestCase(Proof, null)]
    [TestCase(Rest, "events_2026 and events_rest")]
    [TestCase(Rest + Proof, "events_rest")]
    public void What_no_check_proves_is_scanned(string history, string? scanned)
    {
        var finding = Check.Findings("postgresql 16", Attach, Events + history).SingleOrDefault(f => f.Rule.Id == "MG0142");
        Assert.That(finding?.Effect, scanned is null ? Is.Null : Does.StartWith($"Every row of {scanned} is read"));
    }

    [Test]
    public void A_new_table_is_attached_without_a_finding()
        => Assert.That(
            Check.Findings("postgresql 16", "SET lock_timeout = '2s'; CREATE TABLE events_2027 (LIKE events INCLUDING ALL); ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');", Events)
                .Where(f => f.Severity >= Severity.Warning),
            Is.Empty);

    [TestCase("", Severity.Warning)]
    [TestCase(Rest, Severity.Error)]
    public void A_partition_made_in_place_is_worse_where_a_default_partition_is_scanned(string history, Severity severity)
        => Assert.That(
            Check.Findings("postgresql 16", "CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');", Events + history).Single(f => f.Rule.Id == "MG0143").Severity, Is.EqualTo(severity));

    [TestCase("postgresql 13", "", false)]
    [TestCase("postgresql 14", "", true)]
    [TestCase("postgresql 14", Rest, false)]
    public void Concurrently_is_advised_where_it_works(string server, string history, bool found)
        => Assert.That(Check.Finds("MG0144", server, "ALTER TABLE events DETACH PARTITION events_2025;", Events + history), Is.EqualTo(found));

    [Test]
    public void A_partition_of_a_table_of_this_migration_is_exempt()
        => Assert.That(
            Check.Finds("MG0143", "postgresql 16", "CREATE TABLE logs (id bigint) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (9);", Events), Is.False);
}
