using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Carries repairs out.</summary>
internal static class RepairWriter
{
    /// <summary>The solution with the repairs of some files of a project; a repair that touches what another one changes is left for the next time.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IReadOnlyList<(DocumentId Document, Repair Repair)> repairs, CancellationToken cancellation)
    {
        var added = new List<(DocumentId Document, NewMigration Migration)>();
        foreach (var file in repairs.GroupBy(static repair => repair.Document))
        {
            var accepted = Compatible(file.Select(static item => item.Repair));
            var document = solution.GetDocument(file.Key)!;
            var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            var changed = text.WithChanges(accepted.SelectMany(static repair => repair.Changes).Distinct().OrderBy(static change => change.Span.Start));
            foreach (var space in accepted.Select(static repair => repair.Using).OfType<string>().Distinct())
            {
                changed = Use(changed, space, document);
            }

            added.AddRange(accepted.SelectMany(static repair => repair.Migrations).Select(migration => (file.Key, migration)));
            solution = solution.WithDocumentText(file.Key, changed);
        }

        return added.Count == 0 ? solution : await MigrationFile.AddAsync(solution, added, cancellation).ConfigureAwait(false);
    }

    private static List<Repair> Compatible(IEnumerable<Repair> repairs)
    {
        var taken = new List<TextChange>();
        var accepted = new List<Repair>();
        foreach (var repair in repairs)
        {
            if (repair.Changes.All(change => taken.All(other => other.Equals(change) || !change.Span.IntersectsWith(other.Span))))
            {
                taken.AddRange(repair.Changes);
                accepted.Add(repair);
            }
        }

        return accepted;
    }

    private static SourceText Use(SourceText text, string space, Document document)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text, (CSharpParseOptions?)document.Project.ParseOptions).GetRoot();
        var usings = root.Usings.Count > 0 ? root.Usings : root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(static found => found.Usings).FirstOrDefault(static found => found.Count > 0);
        if (root.DescendantNodes().OfType<UsingDirectiveSyntax>().Any(directive => directive.Name?.ToString() == space))
        {
            return text;
        }

        var newLine = text.ToString().Contains("\r\n") ? "\r\n" : "\n";
        var before = usings.LastOrDefault(directive => directive.Alias is null && directive.StaticKeyword == default && string.CompareOrdinal(directive.Name?.ToString(), space) < 0);
        var at = before is not null ? text.Lines.GetLineFromPosition(before.Span.End).EndIncludingLineBreak : usings.Count > 0 ? text.Lines.GetLineFromPosition(usings[0].SpanStart).Start : 0;
        var indent = usings.Count > 0 ? CodeStyle.IndentOf(usings[0], text) : "";
        return text.WithChanges(new TextChange(new TextSpan(at, 0), $"{indent}using {space};{newLine}{(usings.Count > 0 ? "" : newLine)}"));
    }
}
