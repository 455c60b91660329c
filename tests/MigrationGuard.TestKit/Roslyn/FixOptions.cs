using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>What is to be fixed, and how.</summary>
/// <param name="Project">The project around the source.</param>
/// <param name="Analyzer">Reports the finding.</param>
/// <param name="Id">The finding; the first one is mended, and none may be left.</param>
public sealed record FixOptions(VerifyOptions Project, DiagnosticAnalyzer Analyzer, string Id)
{
    /// <summary>The title of the fix; empty for the first one that is offered.</summary>
    public string Title { get; init; } = "";

    /// <summary>How often it is done, each time for the first finding that is left.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>The files that are added, by name.</summary>
    public IReadOnlyDictionary<string, string> Added { get; init; } = new Dictionary<string, string>();

    /// <summary>The further sources of the project after fix all, by name; null when they stay as they are.</summary>
    public IReadOnlyDictionary<string, string>? Changed { get; init; }

    /// <summary>The least severity that counts as left over: a contract that is held for the gate goes on being a note.</summary>
    public DiagnosticSeverity Least { get; init; } = DiagnosticSeverity.Hidden;

    /// <summary>Errors of the compiler that the fix leaves on purpose.</summary>
    public IReadOnlyList<string> Excuses { get; init; } = [];

    /// <summary>What is mended by fix all.</summary>
    public FixAllScope Scope { get; init; } = FixAllScope.Document;

    /// <summary>Whether a diagnostic is the finding.</summary>
    public bool Selects(Diagnostic diagnostic) => diagnostic.Id == Id;
}
