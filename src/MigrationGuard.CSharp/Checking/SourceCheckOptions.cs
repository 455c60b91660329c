using Microsoft.CodeAnalysis;
using MigrationGuard.Checking;
using MigrationGuard.Configuration;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.CSharp.Checking;

/// <summary>What the check of a project's migrations has to know besides its sources.</summary>
public sealed record SourceCheckOptions
{
    /// <summary>The settings.</summary>
    public CheckSettings Settings { get; init; } = new();

    /// <summary>What the state file says; null when there is none.</summary>
    public StateFile? State { get; init; }

    /// <summary>Names of the packages or assemblies that the project references.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The scripts that migrations name.</summary>
    public IScriptFiles Scripts { get; init; } = NoScriptFiles.Instance;

    /// <summary>Severity of a rule in the file with this path; null where nothing is configured.</summary>
    public Func<RuleInfo, string, Severity?>? SeverityIn { get; init; }

    /// <summary>The day on which ignores expire; UTC.</summary>
    public DateTime Today { get; init; }

    /// <summary>Whether the migrations of a file are the project's own; the others are sources of what it references.</summary>
    public Predicate<SyntaxTree> IsOwn { get; init; } = static _ => true;

    /// <summary>Whether a migration is history besides those that settings and state file call released.</summary>
    public Predicate<SourceMigration> IsHistory { get; init; } = static _ => false;

    /// <summary>The absolute path of a file of the compilation.</summary>
    public Func<string, string> FullPath { get; init; } = static path => path;

    /// <summary>As <see cref="CheckOptions.Each"/>.</summary>
    public Action<int, Action<int>> Each { get; init; } = new CheckOptions { Candidates = [] }.Each;

    /// <summary>Judges a history.</summary>
    public Func<IReadOnlyList<Migration>, CheckOptions, CheckedHistory> Judge { get; init; } = CheckedHistory.Of;
}
