using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.Configuration;
using MigrationGuard.Rules;

namespace MigrationGuard.Analyzers;

/// <summary>What a project says about its migrations.</summary>
/// <param name="Settings">What <c>migrationguard.json</c> says.</param>
/// <param name="State">What <c>migrationguard.state.json</c> says; null when there is none.</param>
internal sealed record ProjectSettings(CheckSettings Settings, StateFile? State)
{
    /// <summary>The day on which ignores expire; without one none does. A compiler that looked at a clock would not give the same answer twice.</summary>
    public DateTime Today { get; private init; }

    /// <summary>Reads the files; or the finding about the first one that cannot be used.</summary>
    public static (ProjectSettings? Settings, Finding? Problem) Read(AnalyzerOptions options, CancellationToken cancellation)
    {
        var settings = new CheckSettings();
        StateFile? state = null;
        var path = "";
        try
        {
            if (ProjectFiles.Nearest(options, CheckSettingsReader.FileName) is { } file)
            {
                path = file.Path;
                settings = CheckSettingsReader.Read(path, TextOf(file, cancellation), FolderOf(path));
                settings.Verify();
            }

            if (ProjectFiles.Nearest(options, StateFile.FileName) is { } released)
            {
                path = released.Path;
                state = StateFileReader.Read(path, TextOf(released, cancellation));
            }
        }
        catch (ConfigurationException exception)
        {
            return (null, ConfigurationFinding.Of(exception, path));
        }

        return (new ProjectSettings(settings, state) { Today = TodayOf(options) }, null);
    }

    private static string TextOf(AdditionalText file, CancellationToken cancellation) => file.GetText(cancellation)?.ToString() ?? "";

    private static string FolderOf(string path) => path.Substring(0, Math.Max(path.LastIndexOfAny(['/', '\\']), 0));

    private static DateTime TodayOf(AnalyzerOptions options)
        => DateTime.TryParseExact(
            ProjectFiles.Property(options, "build_property.MigrationGuardToday"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var today)
            ? today
            : default;
}
