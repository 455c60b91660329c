using MigrationGuard.Configuration;
using MigrationGuard.Gate.Environments;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.environment</c>.</summary>
internal static class EnvironmentReader
{
    /// <summary>The variable with the key of captures.</summary>
    public const string UsualKeyVariable = "MIGRATIONGUARD_ENVIRONMENT_KEY";

    private const string Example = "{ \"blue\": { \"file\": \"run/blue.json\" }, \"green\": { \"path\": \"/environment\" } }";

    /// <summary>The keys of the section.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["captures", "ignore", "keyVariable", "maximumAge", "timeout"];

    /// <summary>The section; its files are relative to the folder.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static EnvironmentConfiguration Read((PlacedJson Value, string Path) member, IReadOnlyCollection<string> slots, string folder)
    {
        var section = new SectionReader(member.Value, member.Path, [.. Keys]);
        var (value, path) = section.Required("captures", Example);
        var captures = new SectionReader(value, path, [.. slots]);
        var settings = new CaptureSettings
        {
            Captures = slots.ToDictionary(slot => slot, slot => Source(captures.Required(slot, Example), folder)),
            Ignored = section.Texts("ignore", "[\"PORT\", \"flag:new-checkout\"]") ?? [],
            MaximumAge = section.Has("maximumAge") ? section.Duration("maximumAge", default) : null,
        };
        return new(settings with { Timeout = section.Duration("timeout", settings.Timeout) }, section.Has("keyVariable") ? section.Variable("keyVariable", UsualKeyVariable) : UsualKeyVariable);
    }

    /// <summary>The key that a variable holds.</summary>
    /// <exception cref="UsageException">It holds none, or one that can be guessed.</exception>
    public static CaptureKey Key(string name, Func<string, string?> variable) =>
        CaptureKey.Of(variable(name) ?? "")
            ?? throw new UsageException(FormattableString.Invariant($"the environment variable {name}, the key of the captures, is not set or shorter than {CaptureKey.Shortest} characters; make one with: openssl rand -hex 32"));

    private static CaptureSource Source((PlacedJson Value, string Path) member, string folder)
    {
        var source = new SectionReader(member.Value, member.Path, "file", "path");
        return (source.Has("file"), source.Has("path")) switch
        {
            (true, true) => throw source.Complaint("path", "a capture is in a file or at the slot's door; remove one of both"),
            (false, true) => new CaptureSource.Served(source.RootedPath("path")),
            _ => new CaptureSource.Stored(Path.GetFullPath(source.RequiredText("file", "what 'migrationguard environment capture' writes, e.g. \"run/blue.json\""), folder)),
        };
    }
}
