using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>The labels of the matrix against what the old statements really do.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class OracleTests(int major)
{
    private MatrixRun _run = null!;

    [OneTimeSetUp]
    public void Start() => _run = new MatrixRun(major);

    [OneTimeTearDown]
    public void End() => _run.Dispose();

    [Test]
    public void Every_statement_works_before_a_change()
        => Assert.That(_run.Before.Where(outcome => outcome.Value.Error is not null).Select(outcome => $"{outcome.Key}: {outcome.Value.Error}"), Is.Empty);

    [Test]
    public void The_matrix_is_large_enough_and_its_names_are_unique()
    {
        var changes = MatrixFiles.Changes.Where(change => change.IsOn(major)).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(changes.Count(change => change.IsBreaking), Is.GreaterThanOrEqualTo(90));
            Assert.That(changes.Count(change => !change.IsBreaking), Is.GreaterThanOrEqualTo(60));
            Assert.That(MatrixFiles.Changes.Select(change => change.Name), Is.Unique);
            Assert.That(MatrixFiles.Statements.Select(statement => statement.Name), Is.Unique);
        });
    }

    [TestCaseSource(nameof(Changes))]
    public void Exactly_the_statements_that_are_said_to_break_break(string name)
    {
        var change = MatrixFiles.Changes.Single(candidate => candidate.Name == name);
        if (!change.IsOn(major))
        {
            Assert.Pass("Other versions only.");
        }

        var broken = _run.Measure(change);
        TestContext.Out.WriteLine($"MEASURED|{major}|{name}|{string.Join(' ', broken.Keys)}");
        foreach (var (statement, difference) in broken)
        {
            TestContext.Out.WriteLine($"{statement}: {difference}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(broken.Keys, Is.EquivalentTo(change.Breaks(major)));
            Assert.That(change.Breaks(major).Any(), Is.EqualTo(change.IsBreaking));
        });
    }

    private static IEnumerable<string> Changes() => MatrixFiles.Changes.Select(change => change.Name);
}
