using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.PostgreSql.Tests.Guard;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class LogTests(int major)
{
    private const string Problem = "SELECT coalesce((SELECT id || ' ' || problem FROM migration_guard.verify_log()), 'whole')";

    private GuardScene _scene = null!;

    [SetUp]
    public async Task Install()
    {
        _scene = await GuardScene.CreateAsync(major);
        for (var number = 0; number < 5; number++)
        {
            _scene.Database.Execute(FormattableString.Invariant($"ALTER TABLE spare ADD c{number} int"));
        }
    }

    [TearDown]
    public void Remove() => _scene?.Dispose();

    [Test]
    public void A_log_that_only_grew_is_whole()
    {
        Assert.That(_scene.Ask<string>(Problem), Is.EqualTo("whole"));
        Assert.That(_scene.Ask<string>("SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'German'; " + Problem), Is.EqualTo("whole"));
    }

    [TestCase("UPDATE migration_guard.log SET who = 'nobody'")]
    [TestCase("DELETE FROM migration_guard.log WHERE id = 3")]
    [TestCase("TRUNCATE migration_guard.log")]
    [TestCase("UPDATE migration_guard.log_head SET id = 1")]
    [TestCase("DELETE FROM migration_guard.log_head")]
    [TestCase("TRUNCATE migration_guard.log_head")]
    public void Even_the_owner_cannot_edit_it(string sql) => Assert.That(_scene.Try("postgres", sql)?.SqlState, Is.EqualTo("MG004"));

    [TestCase("UPDATE migration_guard.log SET who = 'nobody' WHERE id = 3", "3 this row was changed")]
    [TestCase("UPDATE migration_guard.log SET details = '{}' WHERE id >= 5", "5 this row was changed")]
    [TestCase("DELETE FROM migration_guard.log WHERE id = 3", "3 this row is missing")]
    [TestCase("DELETE FROM migration_guard.log WHERE id = (SELECT max(id) FROM migration_guard.log)", "last this row, the last one, is missing or was replaced")]
    [TestCase("DELETE FROM migration_guard.log", "last this row, the last one, is missing or was replaced")]
    [TestCase("UPDATE migration_guard.log SET previous = '', hash = migration_guard.log_hash(log, '') WHERE id = 4", "4 this row does not follow the one before it")]
    public async Task What_a_superuser_edits_behind_its_triggers_is_found(string sql, string problem)
    {
        var last = _scene.Ask<long>("SELECT id FROM migration_guard.log_head");
        _scene.Database.Execute("SET session_replication_role = replica; " + sql);

        Assert.That(_scene.Ask<string>(Problem), Is.EqualTo(problem.Replace("last this", FormattableString.Invariant($"{last} this"), StringComparison.Ordinal)));
        Assert.That((await _scene.ExamineAsync()).Select(finding => finding.Id), Has.Some.EqualTo("log").Or.Some.EqualTo("older"));
    }

    [Test]
    public async Task Concurrent_changes_make_one_chain()
    {
        var rows = _scene.Ask<long>("SELECT count(*) FROM migration_guard.log");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() =>
        {
            for (var round = 0; round < 5; round++)
            {
                _scene.Try(GuardScene.Migrator, FormattableString.Invariant($"CREATE TABLE t_{number}_{round} (id int)"));
            }
        })));

        Assert.That(_scene.Ask<string>(Problem), Is.EqualTo("whole"));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM migration_guard.log") - rows, Is.EqualTo(_scene.Ask<long>("SELECT count(*) FROM pg_class WHERE relname LIKE 't\\__\\__'")));
    }
}
