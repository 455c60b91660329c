using System.Collections.Concurrent;
using System.Threading.Tasks;

// A part of a test project that runs in a process of its own, with servers of its own.
record TestPart(string Name, string Project, string Selection);

// Most of the time is spent on servers by one test at a time, so the two majors are two parts; the longest parts start first.
readonly string[] SplitByServer = { "MigrationGuard.PostgreSql.Tests", "MigrationGuard.Cli.Tests" };
readonly string[] Long = { "MigrationGuard.Acceptance.Tests", "MigrationGuard.Demo.Tests", "MigrationGuard.Gate.Tests" };

IEnumerable<TestPart> PartsOf(IEnumerable<FilePath> projects, string filter)
{
    // The adapter cannot read a --filter with a parenthesis, hence its own selection language, which it does not combine with one.
    string Where(string comparison) => $"-- \"NUnit.Where=test {comparison} '[(]15'\"";
    var named = projects.Select(project => (Name: project.GetFilenameWithoutExtension().FullPath, Path: project.FullPath)).OrderBy(project => project.Name, StringComparer.Ordinal).ToList();
    var split = named.Where(project => SplitByServer.Contains(project.Name)).ToList();
    return filter != ""
        ? named.Select(project => new TestPart(project.Name, project.Path, $"--filter \"{filter}\""))
        : split.SelectMany(project => new[] { new TestPart(project.Name + ".15", project.Path, Where("=~")), new TestPart(project.Name, project.Path, Where("!~")) })
            .Concat(named.Except(split).OrderByDescending(project => Long.Contains(project.Name)).ThenBy(project => Array.IndexOf(Long, project.Name)).Select(project => new TestPart(project.Name, project.Path, "")));
}

void RunTests(IEnumerable<FilePath> projects, string configuration)
{
    var results = Directory("artifacts/test-results");
    CleanDirectory(results);
    // One more than there are processors: tests of the gate wait most of the time.
    var lanes = Argument("lanes", Math.Clamp(Environment.ProcessorCount + 1, 2, 5));
    var exits = new ConcurrentDictionary<string, int>();
    var parts = PartsOf(projects, Argument("filter", "")).ToList();
    Parallel.ForEach(Partitioner.Create(parts, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = lanes },
        part => exits[part.Name] = RunPart(part, results, configuration));

    var (passed, failed, skipped) = (0, 0, 0);
    var report = new List<string>();
    foreach (var part in parts)
    {
        var run = ResultsIn(results + File($"{part.Name}.trx"));
        var outcomes = run.Results.ConvertAll(OutcomeOf);
        var failures = outcomes.Count(outcome => outcome is not ("Passed" or "NotExecuted"));
        if (exits[part.Name] != 0 && failures == 0)
        {
            report.Add($"FAILED {part.Name}\n  ended with exit code {exits[part.Name]} although no test of it failed; that counts as one failure");
            failures = 1;
        }

        report.AddRange(run.Results.Where(result => OutcomeOf(result) is not ("Passed" or "NotExecuted")).Select(result => Describe(result, run.Names)));
        passed += outcomes.Count(outcome => outcome == "Passed");
        skipped += outcomes.Count(outcome => outcome == "NotExecuted");
        failed += failures;
    }

    // Cake still prints its own summary; these words are for whoever reads the last lines.
    var line = $"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : "");
    AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine(string.Join("\n", report.Append(line)));
    if (failed > 0 || passed == 0)
    {
        throw new CakeException(failed > 0 ? $"{failed} tests failed." : "No test ran.");
    }
}

// The words of a part are printed in one piece when it ends.
int RunPart(TestPart part, ConvertableDirectoryPath results, string configuration)
{
    var arguments = new ProcessArgumentBuilder()
        .Append("test").AppendQuoted(part.Project)
        .Append($"--configuration {configuration} --no-build --nologo --verbosity quiet --blame-hang-timeout 15m")
        .Append("--results-directory").AppendQuoted(results.Path.FullPath)
        .Append("--logger").AppendQuoted($"trx;LogFileName={part.Name}.trx")
        .Append(part.Selection);

    var lines = new ConcurrentQueue<string>();
    string Keep(string line)
    {
        lines.Enqueue(line ?? "");
        return null;
    }

    var exitCode = StartProcess("dotnet", new ProcessSettings
    {
        Arguments = arguments,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectedStandardOutputHandler = Keep,
        RedirectedStandardErrorHandler = Keep,
    });
    lock (SplitByServer)
    {
        Console.WriteLine($"{part.Name}\n{string.Join("\n", lines)}");
    }

    return exitCode;
}

(List<XElement> Results, Dictionary<string, string> Names) ResultsIn(FilePath file)
{
    if (!FileExists(file))
    {
        return (new List<XElement>(), new Dictionary<string, string>());
    }

    var elements = XDocument.Load(file.FullPath).Descendants().ToList();
    var methods = elements.Where(element => element.Name.LocalName == "UnitTest" && element.Attribute("id") is not null);
    return (
        elements.Where(element => element.Name.LocalName == "UnitTestResult").ToList(),
        methods.ToDictionary(test => test.Attribute("id").Value, test => test.Elements().FirstOrDefault(element => element.Name.LocalName == "TestMethod")?.Attribute("className")?.Value ?? ""));
}

string OutcomeOf(XElement result) => result.Attribute("outcome")?.Value ?? "NotExecuted";

// A log is often read from its end only, so no failure takes more than a few lines of it.
string Describe(XElement result, Dictionary<string, string> names)
{
    var message = result.Descendants().FirstOrDefault(element => element.Name.LocalName == "Message" && element.Parent.Name.LocalName == "ErrorInfo")?.Value ?? "no message";
    var type = names.TryGetValue(result.Attribute("testId")?.Value ?? "", out var found) ? found + "." : "";
    var lines = message.Split('\n').Select(text => text.TrimEnd()).Where(text => text != "").ToList();
    var shown = lines.Take(12).Select(text => "  " + (text.Length > 400 ? text.Substring(0, 400) + "…" : text));
    return string.Join("\n", shown.Prepend($"FAILED {type}{result.Attribute("testName")?.Value}").Concat(lines.Count > 12 ? new[] { $"  … {lines.Count - 12} more lines" } : new string[0]));
}
