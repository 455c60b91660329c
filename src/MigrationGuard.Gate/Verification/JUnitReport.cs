using System.Xml;

namespace MigrationGuard.Gate.Verification;

/// <summary>JUnit XML, of which there is no standard: https://github.com/testmoapp/junitxml. What a suite declares is compared with what it holds.</summary>
internal sealed class JUnitReport(XmlReader reader, TestTally tally, string file)
{
    private readonly Stack<Suite> _suites = [];
    private Case? _case;

    /// <summary>Reads it to its end, from its first element on.</summary>
    /// <exception cref="XmlException">It ends too early, or is no XML.</exception>
    public void Read()
    {
        do
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Begin(reader.LocalName, reader.IsEmptyElement);
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                End(reader.LocalName);
            }
        }
        while (reader.Read());
    }

    private void Begin(string element, bool isEmpty)
    {
        switch (element)
        {
            case "testsuite" or "testsuites":
                _suites.Push(new(reader.GetAttribute("name") ?? file, TestReports.Count(reader, "tests"), Sum("failures", "errors"), Sum("skipped", "disabled", "ignored")));
                break;
            case "testcase":
                _case = new(string.Join('.', new[] { reader.GetAttribute("classname"), reader.GetAttribute("name") }.Where(part => !string.IsNullOrEmpty(part))), reader.Depth, StateOf());
                break;
            case "failure" or "error" when _case is { } current && reader.Depth == current.Depth + 1:
                _case = current with { State = CaseState.Failed };
                break;
            case "failure" or "error" when _case is null && _suites.TryPeek(out var suite):
                Failed($"suite {suite.Name}");
                break;
            case "skipped" when _case is { State: CaseState.Passed } current && reader.Depth == current.Depth + 1:
                _case = current with { State = CaseState.Skipped };
                break;
        }

        if (isEmpty)
        {
            End(element);
        }
    }

    private void End(string element)
    {
        switch (element)
        {
            case "testcase" when _case is { } current:
                Finish(current);
                _case = null;
                break;
            case "testsuite" or "testsuites" when _suites.TryPop(out var suite):
                Finish(suite);
                break;
        }
    }

    private void Finish(Case current)
    {
        switch (current.State)
        {
            case CaseState.Failed:
                Failed(current.Name);
                break;
            case CaseState.Skipped:
                tally.Skipped++;
                break;
            default:
                tally.Passed++;
                break;
        }

        foreach (var suite in _suites)
        {
            suite.Cases++;
            suite.Skipped += current.State == CaseState.Skipped ? 1 : 0;
        }
    }

    private void Failed(string name)
    {
        tally.Fail(name);
        foreach (var suite in _suites)
        {
            suite.Failed++;
        }
    }

    private void Finish(Suite suite)
    {
        if (suite.DeclaredFailed > suite.Failed)
        {
            Failed($"suite {suite.Name}, which declares {suite.DeclaredFailed} failures");
        }

        // Some writers count what was skipped and do not list it.
        if (suite.Declared - Math.Max(0, suite.DeclaredSkipped - suite.Skipped) > suite.Cases)
        {
            tally.Doubt($"{file}: suite {suite.Name} declares {suite.Declared} tests and holds {suite.Cases}");
        }
    }

    private CaseState StateOf() => (reader.GetAttribute("status"), reader.GetAttribute("result")) switch
    {
        ("failed" or "failure" or "error", _) or (_, "failed" or "failure" or "error") => CaseState.Failed,
        ("notrun" or "skipped" or "disabled", _) or (_, "skipped" or "suppressed") => CaseState.Skipped,
        _ => CaseState.Passed,
    };

    private int Sum(params string[] names) => names.Sum(name => TestReports.Count(reader, name) ?? 0);

    private enum CaseState
    {
        Passed,
        Failed,
        Skipped,
    }

    private sealed record Case(string Name, int Depth, CaseState State);

    private sealed class Suite(string name, int? declared, int declaredFailed, int declaredSkipped)
    {
        public string Name => name;

        public int? Declared => declared;

        public int DeclaredFailed => declaredFailed;

        public int DeclaredSkipped => declaredSkipped;

        public int Cases { get; set; }

        public int Failed { get; set; }

        public int Skipped { get; set; }
    }
}
