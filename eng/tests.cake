void RunTests(IEnumerable<FilePath> projects, string configuration)
{
    var results = Directory("artifacts/test-results");
    CleanDirectory(results);
    var filter = Argument("filter", "");
    var (passed, failed, skipped) = (0, 0, 0);

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
        var outcomes = Outcomes(results + File($"{name}.trx"));
        var failures = outcomes.Count(outcome => outcome is not ("Passed" or "NotExecuted"));
        if (exitCode != 0 && failures == 0)
        {
            Error("{0} ended with exit code {1} although no test of it failed; that counts as one failure.", name, exitCode);
            failures = 1;
        }

        passed += outcomes.Count(outcome => outcome == "Passed");
        skipped += outcomes.Count(outcome => outcome == "NotExecuted");
        failed += failures;
    }

    // Cake still prints its own summary; these words are for whoever reads the last line.
    var line = $"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : "");
    AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine(line);
    if (failed > 0 || passed == 0)
    {
        throw new CakeException(failed > 0 ? $"{failed} tests failed." : "No test ran.");
    }
}

List<string> Outcomes(FilePath results) =>
    !FileExists(results)
        ? new List<string>()
        : XDocument.Load(results.FullPath).Descendants()
            .Where(element => element.Name.LocalName == "UnitTestResult")
            .Select(element => element.Attribute("outcome")?.Value ?? "NotExecuted")
            .ToList();
