using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.Rules;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Silences a finding for a migration. The reason is left open, and nothing compiles before somebody has written it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AllowFindingFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [.. RuleCatalog.All.Select(static rule => rule.Info).Where(static info => info.Evidence is Evidence.Step or Evidence.History).Select(static info => info.Id)];

    /// <summary>None: every exception has a reason of its own.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.Compilation.GetTypeByMetadataName("MigrationGuard.AllowFindingAttribute") is null)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Location.IsInSource && root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration)
            {
                var title = $"Allow {diagnostic.Id} in this migration because …";
                context.RegisterCodeFix(CodeAction.Create(title, cancellation => AllowAsync(context.Document, declaration, diagnostic.Id, cancellation), title), diagnostic);
            }
        }
    }

    private static async Task<Solution> AllowAsync(Document document, ClassDeclarationSyntax declaration, string id, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var line = text.Lines.GetLineFromPosition(declaration.Modifiers.Count > 0 ? declaration.Modifiers[0].SpanStart : declaration.Keyword.SpanStart);
        var newLine = text.ToString().Contains("\r\n") ? "\r\n" : "\n";
        var attribute = $"{CodeStyle.IndentOf(declaration, text)}[AllowFinding(\"{id}\", Because = /* why it is safe here */)]{newLine}";
        var repair = new Repair("", [new TextChange(new TextSpan(line.Start, 0), attribute)]) { Using = "MigrationGuard" };
        return await RepairWriter.ApplyAsync(document.Project.Solution, [(document.Id, repair)], cancellation).ConfigureAwait(false);
    }
}
