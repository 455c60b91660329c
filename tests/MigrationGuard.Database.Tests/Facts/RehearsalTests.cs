using MigrationGuard.Database.Tests.Facts.Rehearsals;
using MigrationGuard.Databases;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests.Facts;

/// <summary>Every row about PostgreSQL against what PostgreSQL does.</summary>
public sealed class RehearsalTests
{
    private readonly Dictionary<int, Stage> _stages = [];

    public static IReadOnlyList<Rehearsal> All { get; } =
    [
        .. ColumnRehearsals.All, .. TypeRehearsals.All, .. TableRehearsals.All, .. IndexRehearsals.All, .. ConstraintRehearsals.All, .. DataRehearsals.All,
        .. ObjectRehearsals.All, .. TreeRehearsals.All,
    ];

    private static IEnumerable<TestCaseData> Cases => PostgresServer.Majors.SelectMany(major => All.Where(r => r.From <= major).Select(r => new TestCaseData(major, r)));

    private static IEnumerable<TestCaseData> Alone => Cases.Where(c => ((Rehearsal)c.Arguments[1]!).Blocker is not null);

    [OneTimeTearDown]
    public void Close()
    {
        foreach (var stage in _stages.Values)
        {
            stage.Dispose();
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void The_server_does_what_the_facts_say(int major, Rehearsal rehearsal)
    {
        var story = Story.Of(rehearsal, major);
        var measured = StageOf(major).Run(rehearsal);
        TestContext.Out.WriteLine($"{string.Join(" ", story.Rows)}: {measured}");
        var alone = story.Costs.Any(c => c.Transaction == TransactionRule.Forbidden);
        Assert.Multiple(() =>
        {
            Assert.That(rehearsal.Blocker is not null, Is.EqualTo(alone), "refused in a transaction");
            CompareLocks(story, measured, rehearsal.Unsaid);
            if (story.Costs.All(c => c.Known) && !rehearsal.Cautious)
            {
                CompareWork(story, measured);
            }
            else if (rehearsal.Cautious)
            {
                Assert.That(measured, Has.Property(nameof(Measurement.Works)).False, "the server works as much as the facts say");
                Assert.That(story.Costs.Any(c => c.SizeOfData), Is.True);
            }
        });
    }

    [TestCaseSource(nameof(Alone))]
    public void The_server_refuses_it_in_a_transaction(int major, Rehearsal rehearsal) => Assert.That(
        () => StageOf(major).Run(rehearsal with { Blocker = null }),
        Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.ActiveSqlTransaction));

    private Stage StageOf(int major)
    {
        if (!_stages.TryGetValue(major, out var stage))
        {
            _stages[major] = stage = new Stage(major);
        }

        return stage;
    }

    private static void CompareLocks(Story story, Measurement measured, string? unsaid)
    {
        foreach (var (relation, mode) in story.Locks)
        {
            Assert.That(measured.Locks.GetValueOrDefault(relation)?.Name, Is.EqualTo(mode.Name), $"lock on {relation}; {measured}");
        }

        var missing = measured.Locks.Where(l => l.Value.Strength >= PostgreSqlLocks.ShareUpdateExclusive.Strength && measured.Tables.Contains(l.Key))
            .Where(l => l.Key != unsaid && !story.Locks.ContainsKey(l.Key));
        Assert.That(missing, Is.Empty, $"locks that no fact speaks of; {measured}");
    }

    private static void CompareWork(Story story, Measurement measured)
    {
        var rewrites = story.Costs.Any(c => c.Rewrites);
        Assert.That(measured.Rewritten.Count > 0, Is.EqualTo(rewrites), $"rewrite; {measured}");
        if (rewrites)
        {
            return;
        }

        var builds = story.Costs.Any(c => c.BuildsIndex);
        Assert.That(measured.Indexed.Count > 0, Is.EqualTo(builds), $"index build; {measured}");
        if (story.Operations.Any(ReadsByNature))
        {
            return;
        }

        Assert.That(Scan(story, measured), Is.EqualTo(story.Costs.Max(c => c.Scan)), $"scan; {measured}");
    }

    private static ScanKind Scan(Story story, Measurement measured)
    {
        if (measured.ComparedForeignKey)
        {
            return ScanKind.BothTables;
        }

        var named = story.Operations.SelectMany(Named).ToHashSet();
        return measured.Scanned.Count == 0 ? ScanKind.None : measured.Scanned.All(named.Contains) ? ScanKind.Table : ScanKind.OtherTable;
    }

    // What a query reads is its own business; the facts speak of what schema changes read.
    private static bool ReadsByNature(Operations.Operation operation) => operation is Operations.Query or Operations.InsertRows or Operations.UpdateRows
        or Operations.DeleteRows or Operations.MergeRows or Operations.CopyRows or Operations.CreateTable { AsQuery: not null } or Operations.CreateView { Materialized: true };

    private static IEnumerable<string> Named(Operations.Operation operation) => operation switch
    {
        Operations.AttachPartition attach => [attach.Partition.Name],
        _ => operation.Table is { } table ? [table.Name, table.Name + "_1"] : [],
    };
}
