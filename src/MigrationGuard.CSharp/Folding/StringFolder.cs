using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Folding;

/// <summary>Tells which strings an expression can be, across files and without running anything.</summary>
/// <param name="sources">The sources.</param>
internal sealed partial class StringFolder(Sources sources)
{
    private const int DeepestNesting = 200;
    private const int DeepestCalls = 4;

    private readonly Dictionary<ISymbol, Folded> _environment = new(SymbolEqualityComparer.Default);
    private int _nesting;
    private int _calls;

    /// <summary>The values of an expression.</summary>
    public Folded Fold(ExpressionSyntax expression)
    {
        if (_nesting >= DeepestNesting)
        {
            return Folded.Failed(expression, "it is nested too deeply");
        }

        _nesting++;
        try
        {
            return FoldKind(expression);
        }
        finally
        {
            _nesting--;
        }
    }

    /// <summary>The values of an interpolated string of which the holes become parameters <c>@p0</c>, <c>@p1</c>, …</summary>
    public Folded FoldFormattable(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => FoldFormattable(parenthesized.Expression),
        InterpolatedStringExpressionSyntax interpolated => Parameterized(interpolated),
        ConditionalExpressionSyntax choice => Folded.Either(FoldFormattable(choice.WhenTrue), FoldFormattable(choice.WhenFalse), choice),
        _ => Fold(expression),
    };

    private Folded FoldKind(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => Literal(literal),
        InterpolatedStringExpressionSyntax interpolated => Interpolated(interpolated),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } => Sum(expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => Folded.Either(Fold(either.Left), Fold(either.Right), either),
        ParenthesizedExpressionSyntax parenthesized => Fold(parenthesized.Expression),
        CastExpressionSyntax cast => Fold(cast.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => Fold(sure.Operand),
        ConditionalExpressionSyntax choice => Folded.Either(Fold(choice.WhenTrue), Fold(choice.WhenFalse), choice),
        SwitchExpressionSyntax choice => Arms(choice),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => Fold(assignment.Right),
        InvocationExpressionSyntax invocation => Call(invocation),
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: [var only] } created when created.Type.ToString() is "string" or "FormattableString" => Fold(only.Expression),
        NameSyntax or MemberAccessExpressionSyntax => Name(expression),
        ThrowExpressionSyntax => Folded.None,
        _ => Folded.Failed(expression, $"{Shown(expression)} is known only at run time"),
    };

    private static Folded Literal(LiteralExpressionSyntax literal) => literal.Token.Value switch
    {
        string text => Folded.Of(text, literal),
        char c => Folded.Of(c.ToString(), literal),
        null when literal.IsKind(SyntaxKind.NullLiteralExpression) => Folded.None,
        IFormattable number => Folded.Of(number.ToString(null, System.Globalization.CultureInfo.InvariantCulture), literal),
        _ => Folded.Of(literal.Token.ValueText, literal),
    };

    // A long chain of + is a tree as deep as it is long; it is walked along its left edge.
    private Folded Sum(ExpressionSyntax expression)
    {
        var parts = new Stack<ExpressionSyntax>();
        var left = expression;
        while (left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum)
        {
            parts.Push(sum.Right);
            left = sum.Left;
        }

        var result = Fold(left);
        var constant = new List<FoldedText>();
        while (parts.Count > 0 && result.Texts.Count > 0)
        {
            var next = Fold(parts.Pop());
            if (next is { Texts: [var only], Failures.Count: 0 })
            {
                constant.Add(only);
                continue;
            }

            result = Folded.Concat(Folded.Concat(result, FoldedText.Join(constant, expression), expression), next, expression);
            constant.Clear();
        }

        return Folded.Concat(result, FoldedText.Join(constant, expression), expression);
    }

    private Folded Interpolated(InterpolatedStringExpressionSyntax interpolated)
    {
        var result = Folded.Of("", interpolated);
        foreach (var content in interpolated.Contents)
        {
            var part = content switch
            {
                InterpolatedStringTextSyntax text => Folded.Of(Written(interpolated, text), interpolated),
                InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole => Fold(hole.Expression),
                _ => Folded.Failed(content, $"{Shown(content)} is formatted at run time"),
            };
            result = Folded.Concat(result, part, interpolated);
        }

        return result;
    }

    private static Folded Parameterized(InterpolatedStringExpressionSyntax interpolated)
    {
        var text = new System.Text.StringBuilder();
        var holes = new List<ExpressionSyntax>();
        foreach (var content in interpolated.Contents)
        {
            if (content is InterpolationSyntax hole)
            {
                text.Append("@p").Append(holes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
                holes.Add(hole.Expression);
            }
            else
            {
                text.Append(Written(interpolated, (InterpolatedStringTextSyntax)content));
            }
        }

        return new Folded([new FoldedText(text.ToString(), interpolated) { Literals = [interpolated], Holes = holes }], []);
    }

    // Raw strings have no escapes; in others the token keeps its doubled braces.
    private static string Written(InterpolatedStringExpressionSyntax interpolated, InterpolatedStringTextSyntax text)
    {
        var value = text.TextToken.ValueText;
        var raw = interpolated.StringStartToken.Kind() is SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken;
        return raw ? value : value.Replace("{{", "{").Replace("}}", "}");
    }

    private Folded Arms(SwitchExpressionSyntax choice)
    {
        var result = Folded.None;
        foreach (var arm in choice.Arms)
        {
            result = Folded.Either(result, Fold(arm.Expression), choice);
        }

        return result;
    }

    internal static string Shown(SyntaxNode node)
    {
        var text = node.ToString();
        var end = text.IndexOfAny(['\r', '\n']);
        text = end < 0 ? text : text.Substring(0, end) + " …";
        return text.Length <= 60 ? text : text.Substring(0, 57) + "…";
    }
}
