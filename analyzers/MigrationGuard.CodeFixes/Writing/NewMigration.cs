using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>A migration that is split off another one.</summary>
/// <param name="From">The class of the other one: namespace, usings and context are taken from there.</param>
/// <param name="Purpose">What is put behind the name of the class: <c>Backfill</c>, <c>Contract</c>.</param>
/// <param name="Style">How its file is written.</param>
internal sealed record NewMigration(ClassDeclarationSyntax From, string Purpose, CodeStyle Style)
{
    /// <summary>Whether it waits for the gate.</summary>
    public bool IsContract { get; init; }

    /// <summary>How it stands to the transaction of the runner.</summary>
    public Wrapping Wrapping { get; init; }

    /// <summary>What is said above it, line by line.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The statements of <c>Up</c>, written for the indentation of <see cref="MigrationFile.BodyIndent"/>.</summary>
    public required IReadOnlyList<string> Up { get; init; }

    /// <summary>The statements of <c>Down</c>; null when it cannot be undone.</summary>
    public required IReadOnlyList<string>? Down { get; init; }

    /// <summary>The context of EF Core that it belongs to, as C# writes the type; empty for other frameworks.</summary>
    public string Context { get; init; } = "";

    /// <summary>A namespace that its file has to use besides those of <see cref="From"/>; null for none.</summary>
    public string? Using { get; init; }
}
