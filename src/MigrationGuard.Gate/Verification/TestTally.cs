using System.Globalization;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Verification;

/// <summary>What test reports say, added up.</summary>
internal sealed class TestTally
{
    private const int Few = 5;

    private readonly List<string> _failures = [];
    private readonly List<string> _doubts = [];

    /// <summary>How many tests passed.</summary>
    public int Passed { get; set; }

    /// <summary>How many were not run.</summary>
    public int Skipped { get; set; }

    /// <summary>How many failed.</summary>
    public int Failed => _failures.Count;

    /// <summary>Something failed.</summary>
    public void Fail(string name) => _failures.Add(name);

    /// <summary>Something says that this is not everything.</summary>
    public void Doubt(string why) => _doubts.Add(why);

    /// <summary>What follows from it: a failure outweighs a doubt, and only tests that passed are a pass.</summary>
    public Finding Conclude() => Concluded() with { Tally = new(Passed, Failed, Skipped) };

    private Finding Concluded() => this switch
    {
        { Failed: > 0 } => Finding.Fail($"{Number(Failed)} of {Tests(Passed + Failed)} failed: {PlainText.Some(_failures, Few)}"),
        { _doubts.Count: > 0 } => Finding.Unknown(PlainText.Some(_doubts, Few)),
        { Passed: 0, Skipped: > 0 } => Finding.Unknown($"all of {Tests(Skipped)} were skipped"),
        { Passed: 0 } => Finding.Unknown("no test ran"),
        _ => Finding.Pass($"{Tests(Passed)} passed" + (Skipped > 0 ? $", {Number(Skipped)} skipped" : "")),
    };

    private static string Tests(int count) => count == 1 ? "1 test" : $"{Number(count)} tests";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
