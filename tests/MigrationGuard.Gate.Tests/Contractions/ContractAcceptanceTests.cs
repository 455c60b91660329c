using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;
using MigrationGuard.TestKit;

namespace MigrationGuard.Gate.Tests.Contractions;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ContractAcceptanceTests(int major)
{
    private static readonly StepPlan Plan = GuardedShop.PlanOf(("contract/01.sql", "ALTER TABLE users ALTER COLUMN handle TYPE varchar(40);"));

    private GuardedShop _shop = null!;

    [SetUp]
    public async Task Create() => _shop = await GuardedShop.CreateAsync(major);

    [TearDown]
    public async Task Remove()
    {
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }
    }

    [Test]
    public async Task What_nobody_can_judge_is_removed_when_a_person_took_the_responsibility_with_the_sentence_that_is_shown()
    {
        var asked = await CheckAsync();
        Assert.That(asked.Verdict, Is.EqualTo(EvidenceVerdict.Unknown), asked.Why);

        var sentences = asked.Why.Split('\n').Select(line => line[Math.Max(0, line.IndexOf("SELECT migration_guard.accept(", StringComparison.Ordinal))..]).Where(line => line.StartsWith("SELECT migration_guard", StringComparison.Ordinal)).ToList();
        Assert.That(sentences, Is.Not.Empty, asked.Why);
        sentences.ForEach(_shop.Database.Execute);

        Assert.That((await CheckAsync()).Verdict, Is.EqualTo(EvidenceVerdict.Pass));
    }

    private Task<ContractResult> CheckAsync() =>
        new SqlContraction(_shop.Runner, _shop.Judge, Plan, new GatePolicy { TombstoneSoak = TimeSpan.Zero }).CheckAsync(GuardedShop.Release, default);
}
