using MigrationGuard.Proofs;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>Many changes of the schema: what the old statements really do after each, and what the judge says.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class MatrixTests(int major)
{
    private MatrixRun _run = null!;

    [OneTimeSetUp]
    public async Task Start() => _run = await MatrixRuns.OnAsync(major);

    [Test]
    public void Every_statement_works_before_a_change()
        => Assert.That(_run.Before.Where(outcome => outcome.Value.Error is not null).Select(outcome => $"{outcome.Key}: {outcome.Value.Error}"), Is.Empty);

    [Test]
    public void Every_statement_passes_before_a_change()
        => Assert.That(_run.Unchanged().Where(proof => proof.Value.Verdict != ProofVerdict.Pass).Select(proof => $"{proof.Key}: {proof.Value.Message} {proof.Value.Cause}"), Is.Empty);

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
        var change = Change(name);
        var broken = _run.Of(change).Broken;
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

    [TestCaseSource(nameof(Changes))]
    public void No_statement_that_breaks_passes(string name) => Assert.That(_run.Of(Change(name)).FalsePasses, Is.Empty);

    [TestCaseSource(nameof(Changes))]
    public void What_does_not_pass_says_why(string name)
    {
        foreach (var (statement, proof) in _run.Of(Change(name)).Proofs.Where(proof => proof.Value.Verdict != ProofVerdict.Pass))
        {
            TestContext.Out.WriteLine($"{statement}: {proof.Verdict} {proof.SqlState} {proof.Message} / {proof.Cause}");
            Assert.That(proof.Cause, Is.Not.Null.And.Not.Empty, statement);
            Assert.That(proof.Verdict, Is.Not.EqualTo(ProofVerdict.Busy), statement);
            if (proof.Verdict == ProofVerdict.Unknown)
            {
                Assert.That(proof.Differences, Is.Not.Empty, statement);
                Assert.That(proof.Differences.Select(difference => difference.Reason), Has.All.Not.Empty, statement);
            }
        }
    }

    [TestCaseSource(nameof(Changes))]
    public void The_guard_refuses_exactly_what_is_not_proved(string name)
    {
        var change = Change(name);
        var answer = _run.Attempt(change);
        TestContext.Out.WriteLine(answer ?? "committed");
        if (change.Unseen is not null)
        {
            Assert.That(answer, Is.Null);
        }
        else if (_run.Of(change).AllPass)
        {
            Assert.That(answer, Is.Null);
        }
        else
        {
            Assert.That(answer, Does.StartWith("MG001").Or.StartsWith("MG002"));
        }
    }

    [Test]
    public void Four_of_five_harmless_changes_pass_whole()
    {
        var harmless = MatrixFiles.Changes.Where(change => change.IsOn(major) && !change.IsBreaking).ToArray();
        var passed = harmless.Where(change => _run.Of(change).AllPass).ToArray();
        TestContext.Out.WriteLine(string.Join('\n', harmless.Except(passed)));
        Assert.That(passed, Has.Length.GreaterThanOrEqualTo(harmless.Length * 0.8));
    }

    private static IEnumerable<string> Changes() => MatrixFiles.Changes.Select(change => change.Name);

    private SchemaChange Change(string name)
    {
        var change = MatrixFiles.Changes.Single(candidate => candidate.Name == name);
        if (!change.IsOn(major))
        {
            Assert.Pass("Other versions only.");
        }

        return change;
    }
}
