using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CSharp;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Changes what the attributes of a migration say.</summary>
internal static class ClassMarks
{
    private const string PhaseComment = "migrationguard: phase ";

    /// <summary>What makes the runner use no transaction: nothing where that is so already or is said at each call; null when it cannot be said here.</summary>
    public static IReadOnlyList<TextChange>? Outside(CallPlace place)
    {
        if (place.Framework == MigrationFramework.EntityFramework)
        {
            return [];
        }

        if (Find(place.Class, "Migration", "TimestampedMigration") is not { ArgumentList.Arguments: { Count: > 0 } arguments } attribute)
        {
            return null;
        }

        if (arguments.FirstOrDefault(static argument => argument.Expression is MemberAccessExpressionSyntax member && member.Expression.ToString().EndsWith("TransactionBehavior", StringComparison.Ordinal)) is { } said)
        {
            var name = ((MemberAccessExpressionSyntax)said.Expression).Name;
            return name.Identifier.ValueText == "None" ? [] : [new TextChange(name.Span, "None")];
        }

        // Behind the version comes a description, which may be any expression; behind a timestamp too.
        var positional = arguments.Where(static argument => argument.NameEquals is null && argument.NameColon is null);
        var number = attribute.Name.ToString().Contains("Timestamped")
            ? positional.LastOrDefault(static argument => argument.Expression.IsKind(SyntaxKind.NumericLiteralExpression))
            : positional.FirstOrDefault();
        return number is null ? null : [new TextChange(new TextSpan(number.Span.End, 0), ", TransactionBehavior.None")];
    }

    /// <summary>What declares the migration a contract; nothing where it is one already; null when it declares another phase.</summary>
    public static IReadOnlyList<TextChange>? Contract(CallPlace place)
    {
        if (IsContract(place.Class) || Find(place.Class, "Phase") is not null)
        {
            return IsContract(place.Class) ? [] : null;
        }

        var line = place.Text.Lines.GetLineFromPosition(place.Class.Modifiers.Count > 0 ? place.Class.Modifiers[0].SpanStart : place.Class.Keyword.SpanStart);
        var mark = HasPhase(place.Model.Compilation) ? "[Phase(Phase.Contract)]" : "// " + PhaseComment + "contract";
        return [new TextChange(new TextSpan(line.Start, 0), CodeStyle.IndentOf(place.Class, place.Text) + mark + place.Style.NewLine)];
    }

    /// <summary>The namespace that <see cref="Contract"/> needs; null for none.</summary>
    public static string? ContractUsing(CallPlace place) => HasPhase(place.Model.Compilation) ? "MigrationGuard" : null;

    /// <summary>Whether the migration is declared a contract.</summary>
    public static bool IsContract(ClassDeclarationSyntax declaration)
        => Find(declaration, "Phase")?.ArgumentList?.ToString().Contains("Contract") == true || declaration.GetLeadingTrivia().Concat(declaration.DescendantTrivia()).Any(IsContract);

    /// <summary>What makes a declared contract an ordinary migration, and any other declared phase a contract; null when nothing is declared that can be changed.</summary>
    public static IReadOnlyList<TextChange>? OtherPhase(CallPlace place)
    {
        if (Find(place.Class, "Phase") is { } attribute)
        {
            return attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is not MemberAccessExpressionSyntax { Name: var phase } ? null
                : phase.Identifier.ValueText == "Contract" ? [Remove(attribute, place.Text)]
                : [new TextChange(phase.Span, "Contract")];
        }

        var comment = place.Class.GetLeadingTrivia().Concat(place.Class.DescendantTrivia()).FirstOrDefault(static trivia => trivia.ToString().Contains(PhaseComment));
        var line = place.Text.Lines.GetLineFromPosition(comment.SpanStart);
        return !comment.IsKind(SyntaxKind.SingleLineCommentTrivia) || line.ToString().Trim() != comment.ToString() ? null
            : IsContract(comment) ? [new TextChange(line.SpanIncludingLineBreak, "")]
            : [new TextChange(comment.Span, "// " + PhaseComment + "contract")];
    }

    /// <summary>The version that a migration is declared with, as far as it is written as digits; 0 for another one.</summary>
    public static decimal VersionOf(ClassDeclarationSyntax declaration)
    {
        var said = Find(declaration, "Migration")?.ArgumentList?.Arguments.FirstOrDefault()?.Expression.GetFirstToken().ValueText ?? "";
        return decimal.TryParse(new string([.. said.TakeWhile(char.IsDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    /// <summary>An attribute of a class by its name; null when there is none.</summary>
    public static AttributeSyntax? Find(ClassDeclarationSyntax declaration, params string[] names)
    {
        foreach (var attribute in declaration.AttributeLists.SelectMany(static list => list.Attributes))
        {
            var name = attribute.Name.ToString();
            var simple = name.Substring(name.LastIndexOf('.') + 1);
            if (names.Contains(simple) || names.Contains(simple.Replace("Attribute", "")))
            {
                return attribute;
            }
        }

        return null;
    }

    private static TextChange Remove(AttributeSyntax attribute, SourceText text)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var at = list.Attributes.IndexOf(attribute);
        var line = text.Lines.GetLineFromPosition(list.SpanStart);
        return list.Attributes.Count == 1 ? new TextChange(line.ToString().Trim() == list.ToString() ? line.SpanIncludingLineBreak : list.Span, "")
            : new TextChange(at == 0 ? TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart) : TextSpan.FromBounds(list.Attributes[at - 1].Span.End, attribute.Span.End), "");
    }

    private static bool IsContract(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().Contains(PhaseComment + "contract");

    private static bool HasPhase(Compilation compilation) => compilation.GetTypeByMetadataName("MigrationGuard.PhaseAttribute") is not null;
}
