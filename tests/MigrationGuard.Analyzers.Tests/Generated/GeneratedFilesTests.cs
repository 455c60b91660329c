using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;

namespace MigrationGuard.Analyzers.Tests.Generated;

[Category("Generated")]
public sealed class GeneratedFilesTests
{
    private static string[] PresetNames { get; } = [.. Presets.All.Select(preset => preset.Name)];

    [TestCaseSource(nameof(PresetNames))]
    public void A_preset_is_current(string name)
    {
        var (_, text) = Presets.All.Single(preset => preset.Name == name);
        Assert.That(GeneratedFile.Difference(text, "analyzers", "MigrationGuard.Analyzers.Package", "presets", name + ".globalconfig"), Is.Null);
    }

    [Test]
    public void The_list_of_rules_that_are_not_released_is_current()
    {
        var shipped = File.ReadAllText(RepositoryFiles.Path("analyzers", "AnalyzerReleases.Shipped.md"));
        Assert.That(GeneratedFile.Difference(ReleaseNotes.Unshipped(shipped), "analyzers", "AnalyzerReleases.Unshipped.md"), Is.Null);
    }

    [Test]
    public void No_rule_of_a_released_package_is_gone_without_being_listed_as_removed()
    {
        var shipped = File.ReadAllLines(RepositoryFiles.Path("analyzers", "AnalyzerReleases.Shipped.md"));
        var ids = shipped.Where(line => line.StartsWith("MG", StringComparison.Ordinal)).Select(line => line[..6]);
        Assert.That(ids, Is.SubsetOf(Descriptors.Steps.Concat(Descriptors.Histories).Select(descriptor => descriptor.Id)));
    }
}
