using System.Globalization;
using System.Text;
using MigrationGuard.Rules;

namespace MigrationGuard.Analyzers.Tests.Generated;

/// <summary>The presets of the package, as global analyzer configurations.</summary>
internal static class Presets
{
    /// <summary>Names and texts.</summary>
    public static IReadOnlyList<(string Name, string Text)> All { get; } = [("recommended", Recommended()), ("strict", Strict())];

    // A line for a rule would fix one level for all of its findings; what it says by itself depends on what the history shows.
    private static string Recommended()
    {
        var text = Header("Every rule as it is: its level follows from what the history shows. Copy a line into .editorconfig to decide otherwise.");
        foreach (var rule in Rules())
        {
            text.Append(CultureInfo.InvariantCulture, $"# dotnet_diagnostic.{rule.Id}.severity = {Word(rule.Severity)} # {rule.Title}\n");
        }

        return text.ToString();
    }

    private static string Strict()
    {
        var text = Header("What is a warning fails the build, what is a note becomes a warning. The phases of steps stay notes.");
        foreach (var rule in Rules())
        {
            if (rule.Severity is Severity.Warning or Severity.Info && rule.Name != "StepPhase")
            {
                text.Append(CultureInfo.InvariantCulture, $"dotnet_diagnostic.{rule.Id}.severity = {Word(rule.Severity + 1)} # {rule.Title}\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<RuleInfo> Rules() => RuleCatalog.All.Select(rule => rule.Info).Where(rule => Descriptors.For(rule) is not null);

    // A negative level lets every configuration of the user win.
    private static StringBuilder Header(string about) => new($"# {about}\n# Generated from the rules.\nis_global = true\nglobal_level = -50\n\n");

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "suggestion",
        _ => "none",
    };
}
