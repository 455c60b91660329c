using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Sources.CSharp;

namespace MigrationGuard.Cli.Checking;

/// <summary>What the user asks of a check.</summary>
internal sealed record CheckRequest
{
    /// <summary>Files, folders, patterns, <c>-</c>; empty for what the configuration names.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The settings made on the command line.</summary>
    public Settings Settings { get; init; } = new();

    /// <summary>A commit: only files changed since it are judged.</summary>
    public string? GitDiff { get; init; }

    /// <summary>The configuration file, when it is not to be searched for.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>The database to ask, as the user wrote it.</summary>
    public string? Connection { get; init; }

    /// <summary>The configuration in which C# projects are read; its name decides symbols and conditions.</summary>
    public string BuildConfiguration { get; init; } = CodeProject.Debug;

    /// <summary>The form of the result.</summary>
    public OutputFormat Output { get; init; }

    /// <summary>Whether colours are forbidden.</summary>
    public bool NoColor { get; init; }
}
