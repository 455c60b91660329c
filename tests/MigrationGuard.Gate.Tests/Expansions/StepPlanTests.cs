using MigrationGuard.Execution;
using MigrationGuard.Gate.Tests.Support;

namespace MigrationGuard.Gate.Tests.Expansions;

public sealed class StepPlanTests
{
    [Test]
    public void Statements_are_steps_and_those_between_BEGIN_and_COMMIT_are_one()
    {
        var plan = GuardedShop.PlanOf(("01.sql", """
            SET search_path = shop;
            CREATE TABLE a (id int); -- a comment; with a semicolon
            begin;
              UPDATE a SET id = 1;
              SET LOCAL work_mem = '1GB';
            commit;
            SET search_path = other;
            CREATE INDEX CONCURRENTLY a_id ON a (id);
            CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END
            """));

        Assert.That(plan.Problems, Is.Empty);
        Assert.That(plan.Steps.Select(step => (step.Number, step.Place, step.IsTransactional, string.Join('|', step.Statements.Select(statement => statement.Text)), step.Settings.Count)), Is.EqualTo(new[]
        {
            (1, "01.sql:2", true, "CREATE TABLE a (id int)", 1),
            (2, "01.sql:4", true, "UPDATE a SET id = 1|SET LOCAL work_mem = '1GB'", 1),
            (3, "01.sql:8", false, "CREATE INDEX CONCURRENTLY a_id ON a (id)", 2),
            (4, "01.sql:9", true, "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END", 2),
        }));
    }

    [TestCase("SELECT 1;\n\\i other.sql", "01.sql:2: \\i other.sql is a command of psql")]
    [TestCase("COPY users FROM STDIN;\n1\n\\.\n", "01.sql:1: COPY FROM STDIN takes its rows from psql")]
    [TestCase("SELECT 1;\nSELECT 'open", "01.sql:2: the quote that begins here does not end")]
    [TestCase("SELECT 1; /* open", "01.sql:1: the comment that begins here does not end")]
    [TestCase("\nBEGIN;\nSELECT 1;", "01.sql:2: the transaction that begins here is not committed")]
    [TestCase("SELECT 1;\nCOMMIT;", "01.sql:2: COMMIT without BEGIN")]
    [TestCase("BEGIN; BEGIN; COMMIT", "01.sql:1: BEGIN inside of a transaction")]
    [TestCase("BEGIN ISOLATION LEVEL SERIALIZABLE; COMMIT", "01.sql:1: a transaction here is READ COMMITTED")]
    [TestCase("BEGIN; DROP TABLE a; ROLLBACK; COMMIT", "01.sql:1: a migration that rolls itself back")]
    [TestCase("BEGIN;\nDROP INDEX CONCURRENTLY a;\nCOMMIT", "01.sql:2: the server refuses this statement between BEGIN and COMMIT")]
    [TestCase("BEGIN; PREPARE TRANSACTION 'x'", "01.sql:1: PREPARE TRANSACTION leaves open")]
    [TestCase("LOCK TABLE users", "01.sql:1: this statement ends with its transaction")]
    [TestCase("CREATE TEMP TABLE t (id int)", "01.sql:1: a temporary table ends with its session")]
    [TestCase("CREATE INDEX CONCURRENTLY ON users (id)", "01.sql:1: an index that is built concurrently needs a name")]
    public void What_cannot_be_run_step_by_step_is_said_with_its_place(string sql, string problem)
    {
        Assert.That(GuardedShop.PlanOf(("01.sql", sql)).Problems.Select(found => found.ToString()), Has.Some.StartsWith(problem));
    }

    [Test]
    public void Only_a_part_of_a_file_is_run_where_the_file_has_more()
    {
        const string text = "-- up\nSELECT 1;\n-- down\nSELECT 2;";
        var plan = StepPlan.Read([new MigrationFile("01.sql", text) { Start = 6, End = text.IndexOf("-- down", StringComparison.Ordinal) }]);

        Assert.That(plan.Steps.Select(step => step.Statements[0].Text), Is.EqualTo(new[] { "SELECT 1" }));
        Assert.That(plan.Digest, Is.Not.EqualTo(StepPlan.Read([new MigrationFile("01.sql", text)]).Digest));
    }

    [Test]
    public void Without_files_there_is_nothing_to_do()
    {
        Assert.That(StepPlan.Read([]).Steps, Is.Empty);
    }
}
