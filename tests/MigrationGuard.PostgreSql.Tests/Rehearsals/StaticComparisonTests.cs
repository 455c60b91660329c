using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Postgres.Tests.Rehearsals;

public sealed class StaticComparisonTests
{
    private static readonly ObjectName Users = new("public", "users");

    [Test]
    public void What_is_as_it_was_said_has_no_difference()
        => Assert.That(Differences(Said(PostgreSqlLocks.AccessExclusive), new RelationTrace(Users, PostgreSqlLocks.AccessExclusive)), Is.Empty);

    [Test]
    public void A_stronger_lock_than_said_is_named_with_both_modes()
        => Assert.That(Differences(Said(PostgreSqlLocks.Share), new RelationTrace(Users, PostgreSqlLocks.AccessExclusive)), Is.EqualTo(new[] { "lock on public.users: said SHARE, taken ACCESS EXCLUSIVE" }));

    [Test]
    public void A_lock_that_was_said_and_not_taken_counts_for_tables_that_are_there()
    {
        Assert.That(Differences(Said(PostgreSqlLocks.Share)), Is.EqualTo(new[] { "lock on public.users: said SHARE, none taken" }));
        Assert.That(StaticComparison.Of(Result(Said(PostgreSqlLocks.Share)), []), Is.Empty);
    }

    [Test]
    public void Locks_of_readers_and_writers_are_of_no_interest()
        => Assert.That(Differences(Said(null), new RelationTrace(Users, PostgreSqlLocks.RowExclusive)), Is.Empty);

    [Test]
    public void A_rewrite_and_a_check_of_rows_that_nobody_said_are_named()
        => Assert.That(
            Differences(Said(PostgreSqlLocks.AccessExclusive), new RelationTrace(Users, PostgreSqlLocks.AccessExclusive) { Rewritten = true }, new RelationTrace(new ObjectName("public", "orders"), PostgreSqlLocks.AccessShare) { Verified = true }),
            Is.EqualTo(new[] { "rewrite: not said, and public.users was written anew", "scan: not said, and the rows of public.orders were checked" }));

    [Test]
    public void A_table_that_no_client_knows_yet_may_be_locked_as_it_likes()
        => Assert.That(StaticComparison.Of(Result(Said(null), new RelationTrace(Users, PostgreSqlLocks.AccessExclusive) { Rewritten = true }), [Users]).Where(text => text.Contains("users", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void Another_phase_is_named_with_both_reasons()
        => Assert.That(
            StaticComparison.Of(Result(Said(null) with { Phase = Phase.Contract, Why = "a client may mind" }) with { Phase = Phase.Expand, Why = "nothing differs" }, [Users]),
            Is.EqualTo(new[] { "phase: said contract (a client may mind), shown expand (nothing differs)" }));

    [Test]
    public void Of_a_cost_that_is_not_known_nothing_is_compared()
        => Assert.That(Differences(Said(null) with { CostKnown = false }, new RelationTrace(Users, PostgreSqlLocks.AccessExclusive)), Is.Empty);

    private static IReadOnlyList<string> Differences(StaticAnswer said, params RelationTrace[] traces)
        => StaticComparison.Of(Result(said, [.. traces.Select(trace => trace with { IsTable = true, IsLive = true })]), [Users]);

    private static StaticAnswer Said(LockMode? mode) => new()
    {
        CostKnown = true,
        Locks = mode is null ? new Dictionary<ObjectName, LockMode>() : new Dictionary<ObjectName, LockMode> { ["users"] = mode },
    };

    private static MigrationRehearsal Result(StaticAnswer said, params RelationTrace[] traces) => new()
    {
        Migration = new RehearsalMigration("002", "002.sql") { Static = said },
        Ending = RehearsalEnding.Ran,
        Steps = [new StepTrace { Place = "002.sql:1", Statements = [], Relations = traces }],
    };
}
