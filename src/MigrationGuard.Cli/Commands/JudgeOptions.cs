using System.CommandLine;
using System.Globalization;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Commands;

/// <summary>Options of the commands that ask a database about versions and statements.</summary>
internal static class JudgeOptions
{
    /// <summary>The application.</summary>
    public static Option<string?> Service { get; } = new("--service") { HelpName = "NAME", Description = "The application. Default: \"service\" of migrationguard.json, else that of its section gate, else all." };

    /// <summary>The version.</summary>
    public static Option<string?> Version { get; } = new("--version") { HelpName = "LABEL", Description = "The version. Default: all live ones." };

    /// <summary>The configuration.</summary>
    public static Option<string?> Config { get; } = new("--config") { HelpName = "FILE", Description = "The configuration. Default: the nearest migrationguard.json above the working directory." };

    /// <summary>Text or JSON.</summary>
    public static Option<string> Output { get; } = CommonOptions.OneOf("--output", new[] { ("text", OutputFormat.Text), ("json", OutputFormat.Json) }, "The form of the result. Default: text.");

    /// <summary>No colours.</summary>
    public static Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours, also on a terminal; NO_COLOR does the same." };

    /// <summary>The service that is meant, or null.</summary>
    /// <exception cref="UsageException">The configuration cannot be read.</exception>
    public static string? ServiceOf(ParseResult result, Surroundings surroundings)
        => result.GetValue(Service) is { Length: > 0 } given ? given
            : Configured(result, surroundings) is var configured && configured.Service is { } service ? service.Value : configured.Gate?.Service;

    /// <summary>The settings of the environment and of migrationguard.json.</summary>
    /// <exception cref="UsageException">The configuration cannot be read.</exception>
    public static Settings Configured(ParseResult result, Surroundings surroundings)
    {
        var file = result.GetValue(Config) ?? (surroundings.Variable("MIGRATIONGUARD_CONFIG") is { Length: > 0 } variable ? variable : null);
        var path = file is null ? ConfigurationFile.Find(surroundings.Directory) : Path.GetFullPath(file, surroundings.Directory);
        var configured = path is null ? new Settings() : ConfigurationFile.Read(file ?? Path.GetRelativePath(surroundings.Directory, path), path);
        return EnvironmentSettings.Read(surroundings.Variable, surroundings.Directory).Or(configured);
    }

    /// <summary>Whether the result is JSON.</summary>
    public static bool IsJson(ParseResult result) => result.GetValue(Output) == "json";

    /// <summary>The colours of the output.</summary>
    public static Palette Palette(ParseResult result, Surroundings surroundings)
        => new(surroundings.Terminal && !result.GetValue(NoColor) && surroundings.Variable("NO_COLOR") is not { Length: > 0 });

    /// <summary>A time that was given: with an offset, or in UTC.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static DateTimeOffset? Time(string? text, string option) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new UsageException($"{option}: \"{text}\" is no time; write 2026-12-01 or 2026-12-01T10:00:00+01:00 (without an offset it is UTC)");
}
