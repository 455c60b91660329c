using MigrationGuard.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Tests.Checking;

public sealed class RetentionTests
{
    [Test]
    public void The_states_of_judged_migrations_are_let_go()
    {
        const int Count = 2000;
        var census = new Census(Count);
        var rules = new RuleSet([.. RuleCatalog.All, census]);
        var history = new Migration[Count];
        for (var i = 0; i < Count; i++)
        {
            history[i] = Checked.File(
                $"""
                CREATE TABLE t{i} (id int PRIMARY KEY, parent int REFERENCES t{i / 2}, CHECK (id > 0));
                ALTER TABLE t{i / 2} ADD COLUMN c{i} int, ADD CONSTRAINT ck{i} CHECK (id > {i}) NOT VALID;
                CREATE INDEX i{i} ON t{i / 2} (parent);
                ALTER TABLE t{i / 2} RENAME COLUMN c{i} TO d{i};
                """,
                $"{i:D6}_t.sql");
        }

        MigrationChecker.Check(history, Checked.Options, rules);
        Assert.That(census.Alive, Is.LessThan(Count / 4));
    }

    private sealed class Census(int count) : MigrationRule(new RuleInfo("MG9009", nameof(Census))
    {
        Title = "A rule",
        Severity = Severity.Info,
        When = "Always",
        Effect = "None",
        Instead = "Nothing",
        Sources = ["here"],
    })
    {
        private readonly List<WeakReference> _contexts = [];

        /// <summary>Number of migrations with states in memory when the last one is judged.</summary>
        public int Alive { get; private set; } = int.MaxValue;

        internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
        {
            _contexts.Add(new WeakReference(migration.Before));
            if (_contexts.Count == count)
            {
#pragma warning disable RS0030 // Whether memory is let go can only be seen by collecting.
                GC.Collect();
#pragma warning restore RS0030
                Alive = _contexts.Count(context => context.IsAlive);
            }

            return [];
        }
    }
}
