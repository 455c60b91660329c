using System.Reflection;
using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>Words that all reports share.</summary>
internal static class Names
{
    /// <summary>The version of the tool without build metadata.</summary>
    public static string ToolVersion { get; } = Version();

    /// <summary>The word of a severity.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "info",
        _ => "none",
    };

    /// <summary>The word for when a step may run: its phase, or that nobody can tell.</summary>
    public static string PhaseOf(Classification classification)
        => classification.BreaksOld.Impact == Impact.Unknown || classification.BreaksNew.Impact == Impact.Unknown ? "unknown" : Of(classification.Phase);

    /// <summary>The word of a phase.</summary>
    public static string Of(Phase phase) => phase switch
    {
        Phase.Expand => "expand",
        Phase.Migrate => "migrate",
        _ => "contract",
    };

    /// <summary>The word of a verdict.</summary>
    public static string Of(ExitCode verdict) => verdict switch
    {
        ExitCode.Yes => "passed",
        ExitCode.No => "failed",
        ExitCode.Unknown => "undecided",
        _ => "incomplete",
    };

    /// <summary>What the verdict of a check means, for people.</summary>
    public static string Sentence(ExitCode verdict) => verdict switch
    {
        ExitCode.Yes => "passed",
        ExitCode.No => "failed: a version that is live, or its users, would be hurt",
        ExitCode.Unknown => "undecided: something was not understood",
        _ => "incomplete: something could not be checked",
    };

    /// <summary>The effect of a finding, with the confession that its fact is not verified.</summary>
    public static string EffectOf(Finding finding) => finding.NotVerified ? finding.Effect + " (not verified on a server)" : finding.Effect;

    /// <summary>Up or down.</summary>
    public static string Of(Direction direction) => direction == Direction.Up ? "up" : "down";

    /// <summary>A number and its noun.</summary>
    public static string Count(int number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Version()
    {
        var version = typeof(Names).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? version : version[..plus];
    }
}
