using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MigrationGuard.CodeFixes.Writing;

namespace MigrationGuard.CodeFixes;

/// <summary>Mends all findings at once: files are changed in one go, new migrations get versions one behind the other.</summary>
/// <param name="fix">The fix.</param>
internal sealed class MigrationFixAll(MigrationFix fix) : FixAllProvider
{
    /// <inheritdoc />
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var repairs = new List<(DocumentId, Repair)>();
        foreach (var document in DocumentsOf(fixAllContext))
        {
            foreach (var diagnostic in (await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)).OrderBy(static found => found.Location.SourceSpan.Start))
            {
                var chosen = (await fix.RepairsAsync(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false))
                    .FirstOrDefault(repair => repair.Title == fixAllContext.CodeActionEquivalenceKey);
                if (chosen is not null)
                {
                    repairs.Add((document.Id, chosen));
                }
            }
        }

        return repairs.Count == 0 ? null : CodeAction.Create(
            fixAllContext.CodeActionEquivalenceKey!,
            cancellation => ApplyAsync(fixAllContext.Solution, repairs, cancellation),
            fixAllContext.CodeActionEquivalenceKey);
    }

    private static async Task<Solution> ApplyAsync(Solution solution, IReadOnlyList<(DocumentId Document, Repair Repair)> repairs, CancellationToken cancellation)
    {
        foreach (var project in repairs.GroupBy(static item => item.Document.ProjectId))
        {
            solution = await RepairWriter.ApplyAsync(solution, [.. project], cancellation).ConfigureAwait(false);
        }

        return solution;
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Project => context.Project.Documents,
        FixAllScope.Solution => context.Solution.Projects.SelectMany(static project => project.Documents),
        _ => context.Document is { } document ? [document] : [],
    };
}
