using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>The symbols that <c>#if</c> asks for.</summary>
internal static class Symbols
{
    private static readonly int[] Released = [5, 6, 7, 8, 9, 10];

    /// <summary>Those that a build in the project's configuration defines for the first target framework, and the project's own.</summary>
    public static IReadOnlyList<string> Of(CodeProject project)
    {
        var properties = project.Properties;
        var framework = properties["TargetFramework"] is { Length: > 0 } one ? one : properties.List(properties["TargetFrameworks"]).FirstOrDefault("");
        var symbols = new HashSet<string>(StringComparer.Ordinal) { OfConfiguration(project.Configuration), "TRACE" };
        symbols.UnionWith(properties.List(properties["DefineConstants"]));
        symbols.UnionWith(OfFramework(framework.Split('-')[0]));
        return [.. symbols.Where(SyntaxFacts.IsValidIdentifier)];
    }

    // Microsoft.NET.Sdk.targets, ImplicitConfigurationDefine
    private static string OfConfiguration(string name) => string.Concat(name.ToUpperInvariant().Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    // https://learn.microsoft.com/dotnet/standard/frameworks#preprocessor-symbols
    private static IEnumerable<string> OfFramework(string framework)
    {
        if (framework.Length == 0)
        {
            return [];
        }

        var name = framework.ToUpperInvariant().Replace('.', '_');
        return framework.StartsWith("netstandard", StringComparison.Ordinal) ? ["NETSTANDARD", name]
            : framework.StartsWith("netcoreapp", StringComparison.Ordinal) ? ["NET", "NETCOREAPP", name]
            : framework.Contains('.', StringComparison.Ordinal) ? ["NET", "NETCOREAPP", name, .. Older(framework)]
            : ["NETFRAMEWORK", name];
    }

    private static IEnumerable<string> Older(string framework)
        => int.TryParse(framework.AsSpan(3, framework.IndexOf('.', StringComparison.Ordinal) - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? Released.Where(released => released <= version).Select(released => FormattableString.Invariant($"NET{released}_0_OR_GREATER")) : [];
}
