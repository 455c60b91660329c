using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.CSharp;

namespace MigrationGuard.Analyzers;

/// <summary>The files that a project hands to the compiler besides its sources.</summary>
internal static class ProjectFiles
{
    /// <summary>The file of this name that is nearest to the project: in its folder or the nearest one above, else the first; null when there is none.</summary>
    public static AdditionalText? Nearest(AnalyzerOptions options, string name)
    {
        AdditionalText? nearest = null;
        var longest = -2;
        var project = Property(options, "build_property.ProjectDir") is { } folder ? Places.Slashed(folder).TrimEnd('/') + "/" : null;
        foreach (var file in options.AdditionalFiles)
        {
            var path = Places.Slashed(file.Path);
            var end = path.LastIndexOf('/') + 1;
            if (string.Equals(path.Substring(end), name, StringComparison.OrdinalIgnoreCase))
            {
                var near = project?.StartsWith(path.Substring(0, end), StringComparison.OrdinalIgnoreCase) == true ? end : -1;
                (nearest, longest) = near > longest ? (file, near) : (nearest, longest);
            }
        }

        return nearest;
    }

    /// <summary>The file with this path, or null.</summary>
    public static AdditionalText? At(ImmutableArray<AdditionalText> files, string path)
    {
        foreach (var file in files)
        {
            if (string.Equals(Places.Slashed(file.Path), Places.Slashed(path), StringComparison.Ordinal))
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>A property that the project hands to the compiler; null when it is missing or empty.</summary>
    public static string? Property(AnalyzerOptions options, string key)
        => options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
