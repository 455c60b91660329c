using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Sets a timeout in front of the first statement that needs it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LimitFix() : MigrationFix("MG0501", "MG0503")
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Set a timeout in front of it";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        if (place.Suggestion is not { } sql || place.Dialect is null || StatementOf(place) is not { } statement)
        {
            return [];
        }

        var code = place.Style.Send(sql, Wrapping.Default, CodeStyle.IndentOf(statement, place.Text));
        return [new Repair(Title, [Statements.InsertBefore(statement, code, place.Text, place.Style.NewLine)])];
    }

    // Under the same conditions, so that the timeout is set on the databases that the call is made on; in front of a loop, not in it.
    private static StatementSyntax? StatementOf(CallPlace place)
    {
        var call = place.Chain.Expression;
        var statement = call.FirstAncestorOrSelf<StatementSyntax>();
        if (place.Chain.Find("IfDatabase") is not null || call.Ancestors().TakeWhile(outer => outer != place.Method).Any(static outer => outer is AnonymousFunctionExpressionSyntax))
        {
            return null;
        }

        while ((statement?.Parent is BlockSyntax block ? block.Parent : statement?.Parent) is StatementSyntax loop
            and (CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax))
        {
            statement = loop;
        }

        return statement is { Parent: BlockSyntax } && place.Method.Span.Contains(statement.Span) ? statement : null;
    }
}
