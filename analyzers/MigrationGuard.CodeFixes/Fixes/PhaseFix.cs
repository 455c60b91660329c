using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Declares a migration what it is: a contract that holds nothing to wait for becomes an ordinary one, and what has to wait becomes a contract.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PhaseFix() : MigrationFix("MG0702")
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Declare the phase that it has";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
        => ClassMarks.OtherPhase(place) is { Count: > 0 } changes ? [new Repair(Title, changes)] : [];
}
