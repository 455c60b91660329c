using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>Whether a value has the shape of a pattern; null when it is not known. What the pattern declares is declared.</summary>
    private bool? Matches(Value value, PatternSyntax pattern) => pattern switch
    {
        DiscardPatternSyntax => true,
        VarPatternSyntax { Designation: var names } => Named(names, value),
        ConstantPatternSyntax { Expression: var constant } => Comparisons.Equal(value, Evaluate(constant)),
        ParenthesizedPatternSyntax { Pattern: var inner } => Matches(value, inner),
        UnaryPatternSyntax { Pattern: var inner } => !Matches(value, inner),
        BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either => Matches(value, either.Left) | Matches(value, either.Right),
        BinaryPatternSyntax both => Matches(value, both.Left) & Matches(value, both.Right),
        RelationalPatternSyntax relation => Comparisons.Ordered(value, relation.OperatorToken.Kind(), Evaluate(relation.Expression)),
        DeclarationPatternSyntax { Designation: var names } => Named(names, value) ? null : null,
        RecursivePatternSyntax shape => Shape(value, shape),
        ListPatternSyntax list => Parts(list, value),
        _ => null,
    };

    private bool Named(VariableDesignationSyntax names, Value value)
    {
        Deconstruct(names, value is UnknownValue { IsBuilder: false } ? null : value, names);
        return true;
    }

    private bool? Shape(Value value, RecursivePatternSyntax shape)
    {
        if (shape.Designation is not null)
        {
            Named(shape.Designation, value);
        }

        for (var i = 0; i < (shape.PositionalPatternClause?.Subpatterns.Count ?? 0); i++)
        {
            Matches(Cell(value, i) ?? PartOf(value, shape), shape.PositionalPatternClause!.Subpatterns[i].Pattern);
        }

        foreach (var part in shape.PropertyPatternClause?.Subpatterns ?? default)
        {
            var inner = value is RowValue row && part.NameColon is { Name: var name } ? MemberOf(row, name.Identifier.ValueText, name) : PartOf(value, part);
            Matches(inner, part.Pattern);
        }

        return shape is { Type: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns.Count: 0 } && Comparisons.IsThere(value) ? true : null;
    }

    private bool? Parts(ListPatternSyntax list, Value value)
    {
        foreach (var part in list.Patterns)
        {
            Matches(PartOf(value, part), part is SlicePatternSyntax { Pattern: { } rest } ? rest : part);
        }

        if (list.Designation is not null)
        {
            Named(list.Designation, value);
        }

        return null;
    }

    private static UnknownValue PartOf(Value value, SyntaxNode at) => new("a part of it is known only at run time", at) { IsBuilder = Values.IsBuilder(value) };
}
