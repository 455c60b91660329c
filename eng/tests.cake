void RunTests(IEnumerable<FilePath> projects, string configuration)
{
    var results = Directory("artifacts/test-results");
    CleanDirectory(results);
    var filter = Argument("filter", "");
    var (passed, failed, skipped) = (0, 0, 0);
    var report = new List<string>();

    foreach (var project in projects.OrderBy(project => project.FullPath, StringComparer.Ordinal))
    {
        var name = project.GetFilenameWithoutExtension().FullPath;
        var arguments = new ProcessArgumentBuilder()
            .Append("test").AppendQuoted(project.FullPath)
            .Append($"--configuration {configuration} --no-build --nologo --verbosity quiet --blame-hang-timeout 15m")
            .Append("--results-directory").AppendQuoted(results.Path.FullPath)
            .Append("--logger").AppendQuoted($"trx;LogFileName={name}.trx");
        if (filter != "")
        {
            arguments.Append("--filter").AppendQuoted(filter);
        }

        var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
        var run = ResultsIn(results + File($"{name}.trx"));
        var outcomes = run.Results.ConvertAll(OutcomeOf);
        var failures = outcomes.Count(outcome => outcome is not ("Passed" or "NotExecuted"));
        if (exitCode != 0 && failures == 0)
        {
            report.Add($"FAILED {name}\n  ended with exit code {exitCode} although no test of it failed; that counts as one failure");
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
