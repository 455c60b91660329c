using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;

namespace MigrationGuard.CodeFixes;

/// <summary>Mends findings in calls of migrations. What is offered was tried: it changes the file, and every condition for it holds.</summary>
public abstract class MigrationFix : CodeFixProvider
{
    private protected MigrationFix(params string[] ids) => FixableDiagnosticIds = [.. ids];

    /// <inheritdoc />
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => new MigrationFixAll(this);

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var repair in await RepairsAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        repair.Title,
                        cancellation => RepairWriter.ApplyAsync(context.Document.Project.Solution, [(context.Document.Id, repair)], cancellation),
                        repair.Title),
                    diagnostic);
            }
        }
    }

    /// <summary>The ways to mend a finding.</summary>
    internal async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
        => await CallPlace.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } place ? [.. Repairs(place)] : [];

    /// <summary>The ways to mend a finding that work where it stands.</summary>
    private protected abstract IEnumerable<Repair> Repairs(CallPlace place);
}
