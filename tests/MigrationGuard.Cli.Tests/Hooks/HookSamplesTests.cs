using System.Text.RegularExpressions;
using MigrationGuard.Cli.Hooks;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Hooks;

public sealed partial class HookSamplesTests
{
    [Test]
    public void The_samples_name_only_paths_that_are_served()
    {
        var named = Directory.EnumerateFiles(RepositoryFiles.Path("samples", "hooks"), "*", SearchOption.AllDirectories)
            .SelectMany(file => ServedPath().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct().ToArray();

        Assert.That(named, Has.Length.GreaterThanOrEqualTo(9));
        Assert.That(named, Is.SubsetOf(HookRoutes.All.Select(route => route.Path)));
    }

    [Test]
    public void Every_path_that_is_served_is_in_the_docs()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "hooks.md")).Replace("{question}", "switch", StringComparison.Ordinal);

        Assert.That(HookRoutes.All.Select(route => route.Path).Where(path => !page.Contains(path, StringComparison.Ordinal) && !page.Contains($"`{path.Split('/')[^1]}`", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_conditions_of_the_Argo_sample_are_the_verdicts()
    {
        var template = File.ReadAllText(RepositoryFiles.Path("samples", "hooks", "argo", "analysis-template.yaml"));

        Assert.That(template, Does.Contain("successCondition: result == \"yes\"").And.Contain("failureCondition: result == \"no\"").And.Contain("jsonPath: \"{$.verdict}\""));
        Assert.That(template, Does.Contain("key: " + HookService.SecretHeader));
    }

    [GeneratedRegex("/(?:can-i|hooks)/[a-z/-]+")]
    private static partial Regex ServedPath();
}
