using System.Xml;

namespace MigrationGuard.Gate.Verification;

/// <summary>TRX, what <c>dotnet test --logger trx</c> writes: results first, then a summary that has to agree. The schema is vstst.xsd of Visual Studio.</summary>
internal sealed class TrxReport(XmlReader reader, TestTally tally, string file)
{
    private static readonly string[] Bad = ["failed", "error", "timeout"];

    private int _results;
    private int _failed;
    private string? _outcome;
    private int? _total;
    private int _totalFailed;

    /// <summary>Reads it to its end, from its first element on.</summary>
    /// <exception cref="XmlException">It ends too early, or is no XML.</exception>
    public void Read()
    {
        do
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Begin(reader.LocalName);
            }
        }
        while (reader.Read());
        Finish();
    }

    private void Begin(string element)
    {
        switch (element)
        {
            case "UnitTestResult" or "TestResult" or "GenericTestResult" or "ManualTestResult" or "WebTestResult" or "TestResultAggregation":
                Add(reader.GetAttribute("testName") ?? "a test without a name", reader.GetAttribute("outcome"));
                break;
            case "ResultSummary":
                _outcome = reader.GetAttribute("outcome");
                break;
            case "Counters":
                _total = TestReports.Count(reader, "total");
                _totalFailed = Bad.Sum(name => TestReports.Count(reader, name) ?? 0);
                break;
        }
    }

    private void Add(string name, string? outcome)
    {
        _results++;
        switch (outcome)
        {
            case "Passed":
                tally.Passed++;
                break;
            // The writer leaves out the first value of its enumeration, which is Error.
            case "Failed" or "Error" or "Timeout" or null:
                _failed++;
                tally.Fail(name);
                break;
            case "NotExecuted" or "NotRunnable" or "Inconclusive":
                tally.Skipped++;
                break;
            default:
                tally.Doubt($"{file}: {name} is {outcome}");
                break;
        }
    }

    private void Finish()
    {
        if (_totalFailed > _failed || (_outcome is "Failed" or "Error" && _failed == 0))
        {
            tally.Fail($"the run as a whole ({file})");
        }

        if (_outcome is not ("Completed" or "Passed" or "Failed" or "Error"))
        {
            tally.Doubt($"{file}: {(_outcome is null ? "it has no summary" : $"the run is {_outcome}")}");
        }

        if (_total is null || _total > _results)
        {
            tally.Doubt($"{file}: {(_total is null ? "its tests are not counted" : $"it counts {_total} tests and holds {_results}")}");
        }
    }
}
