using System.CommandLine;
using MigrationGuard.Cli.Releases;

namespace MigrationGuard.Cli.Commands.Releases;

/// <summary>What a user can say of a release to be.</summary>
internal static class PlanOptions
{
    private static readonly Option<string?> Version = new("--version") { HelpName = "LABEL", Description = "The new version. Default: the only published one that is not live." };

    private static readonly Option<string?> From = new("--from") { HelpName = "LABEL", Description = "The version that has the traffic. Default: of the last release, else the only live one." };

    private static readonly Option<string?> Slot = new("--slot") { HelpName = "NAME", Description = "The slot of the new version. Default: the one of two that has no traffic." };

    private static readonly Option<string?> Id = new("--id") { HelpName = "ID", Description = "The name of the release. Default: service and version." };

    private static readonly Option<string?> Base = new("--base") { HelpName = "ID", Description = "The release that was live when this one was built, or none; refused when another one is live by now. Default: the live one." };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Option> All { get; } = [Version, From, Slot, Id, Base];

    /// <summary>What was said.</summary>
    public static PlanRequest Read(ParseResult result, string person) => new()
    {
        Version = result.GetValue(Version),
        From = result.GetValue(From),
        Slot = result.GetValue(Slot),
        Id = result.GetValue(Id),
        Base = result.GetValue(Base) is "none" ? "" : result.GetValue(Base),
        Person = person,
    };

    /// <summary>Whether anything was said.</summary>
    public static bool Given(ParseResult result) => All.Any(option => result.GetResult(option) is { Implicit: false });
}
