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
        if (place.Suggestion is not { } sql || place.Dialect is null || place.Method.Body is not { } body)
        {
            yield break;
        }

        foreach (var statement in body.Statements)
        {
            if (statement.Span.Contains(place.Chain.Expression.Span))
            {
                var code = place.Style.Send(sql, Wrapping.Default, CodeStyle.IndentOf(statement, place.Text));
                yield return new Repair(Title, [Statements.InsertBefore(statement, code, place.Text, place.Style.NewLine)]);
            }
        }
    }
}
