using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private Value Evaluate(ExpressionSyntax expression)
    {
        if (_nesting >= DeepestNesting || !Spend(expression))
        {
            return TooDeep(expression);
        }

        _nesting++;
        var value = EvaluateKind(expression);
        _nesting--;
        return value is NameValue { MethodsOf: not null } method && Function(method) is { } function ? function
            : value is NameValue or RootValue { Kind: RootKind.Migration, At: IdentifierNameSyntax } ? Unknown(expression) : value is ObjectValue held ? held.Now : value;
    }

    private UnknownValue TooDeep(ExpressionSyntax expression)
    {
        const string Reason = "it is nested too deeply";
        if (_nesting >= DeepestNesting && expression.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax))
        {
            Fault(expression, Reason);
        }

        return new UnknownValue(Reason, expression) { IsSaid = true };
    }

    private static UnknownValue Unknown(ExpressionSyntax expression) => new($"{StringFolder.Shown(expression)} is known only at run time", expression);

    private Value EvaluateKind(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => Literal(literal),
        InterpolatedStringExpressionSyntax interpolated => Interpolated(interpolated),
        MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or SimpleNameSyntax
            or ThisExpressionSyntax or BaseExpressionSyntax or AliasQualifiedNameSyntax or PredefinedTypeSyntax or MemberBindingExpressionSyntax or ElementBindingExpressionSyntax => Access(expression),
        ParenthesizedExpressionSyntax { Expression: var inner } => Evaluate(inner),
        AwaitExpressionSyntax { Expression: var inner } => Evaluate(inner),
        CheckedExpressionSyntax { Expression: var inner } => Evaluate(inner),
        RefExpressionSyntax { Expression: var inner } => Referred(inner),
        MakeRefExpressionSyntax { Expression: var inner } => Referred(inner),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression, Operand: var inner } => Referred(inner),
        CastExpressionSyntax cast => Cast(Evaluate(cast.Expression), cast),
        BinaryExpressionSyntax binary => Binary(binary),
        PrefixUnaryExpressionSyntax unary => Prefix(unary),
        PostfixUnaryExpressionSyntax unary => Postfix(unary),
        AssignmentExpressionSyntax assignment => Assignment(assignment),
        ConditionalExpressionSyntax choice => Values.Truth(Evaluate(choice.Condition)) switch
        {
            true => Instead(choice.WhenTrue, choice.WhenFalse),
            false => Instead(choice.WhenFalse, choice.WhenTrue),
            null => Choose(choice, [() => Evaluate(choice.WhenTrue), () => Evaluate(choice.WhenFalse)]),
        },
        _ => EvaluateMore(expression),
    };

    private Value Instead(ExpressionSyntax runs, ExpressionSyntax dead)
    {
        _trail.Skip(dead);
        return Evaluate(runs);
    }

    private Value EvaluateMore(ExpressionSyntax expression) => expression switch
    {
        ConditionalAccessExpressionSyntax access => ConditionalAccess(access),
        SwitchExpressionSyntax choice => SwitchExpression(choice),
        IsPatternExpressionSyntax { Pattern: var pattern } test => new ConstantValue(Matches(Evaluate(test.Expression), pattern), test) is { Constant: not null } known ? known : Unknown(test),
        AnonymousFunctionExpressionSyntax function => Function(function),
        TypeOfExpressionSyntax { Type: var type } => TypeOf(type),
        DefaultExpressionSyntax { Type: var type } => Default(type, expression),
        BaseObjectCreationExpressionSyntax created => Created(created),
        AnonymousObjectCreationExpressionSyntax anonymous => Anonymous(anonymous),
        ArrayCreationExpressionSyntax { Initializer: null } array when !IsEmpty(array) => Through(array),
        ArrayCreationExpressionSyntax array => array.Initializer is { } written ? Items(written, array) : new ListValue([], array),
        ImplicitArrayCreationExpressionSyntax array => Items(array.Initializer, array),
        CollectionExpressionSyntax collection => Items(collection),
        InitializerExpressionSyntax initializer => Items(initializer, initializer),
        TupleExpressionSyntax tuple => Tuple(tuple),
        DeclarationExpressionSyntax declaration => Declared(declaration),
        ThrowExpressionSyntax thrown => Through(thrown) with { Reason = "it throws" },
        WithExpressionSyntax changed => Copied(Evaluate(changed.Expression), changed),
        QueryExpressionSyntax query => Query(query),
        TypeSyntax => Unknown(expression),
        _ => Through(expression),
    };

    /// <summary>An expression that is not calculated: only its parts are evaluated, for what they do.</summary>
    private UnknownValue Through(ExpressionSyntax expression)
    {
        foreach (var part in expression.DescendantNodes(node => node == expression || node is not ExpressionSyntax || node is ArrayTypeSyntax))
        {
            if (part is ExpressionSyntax and not (TypeSyntax and not NameSyntax) and not OmittedArraySizeExpressionSyntax)
            {
                Evaluate((ExpressionSyntax)part);
            }
        }

        return Unknown(expression);
    }

    private Value Copied(Value value, WithExpressionSyntax changed)
    {
        var cells = Cells(changed.Initializer);
        if (value is not RowValue row)
        {
            return Unknown(changed);
        }

        var copy = new RowValue(row.Cells, changed) { Type = row.Type, TypeSyntax = row.TypeSyntax, Arguments = row.Arguments, IsTuple = row.IsTuple };
        foreach (var cell in cells)
        {
            copy = With(copy, cell.Key, cell.Value) ?? copy;
        }

        return copy;
    }

    // A query runs its parts for every item, as often as somebody asks.
    private UnknownValue Query(QueryExpressionSyntax query)
    {
        var builder = HoldsBuilder(Evaluate(query.FromClause.Expression));
        Repeatedly(query, () => Branch(() =>
        {
            foreach (var node in query.DescendantNodes(static node => node is not ExpressionSyntax || node is QueryExpressionSyntax))
            {
                if (RangeName(node) is { } name)
                {
                    Declare(name, new UnknownValue($"{name} is known only at run time", node) { IsBuilder = builder });
                }
            }

            foreach (var node in query.DescendantNodes(static node => node is not ExpressionSyntax || node is QueryExpressionSyntax))
            {
                if (node is ExpressionSyntax part && part != query.FromClause.Expression)
                {
                    Evaluate(part);
                }
            }

            return Outcome.Next;
        }));
        return Unknown(query) with { IsBuilder = builder };
    }

    private static string? RangeName(SyntaxNode node) => node switch
    {
        FromClauseSyntax { Identifier.ValueText: var name } => name,
        LetClauseSyntax { Identifier.ValueText: var name } => name,
        JoinClauseSyntax { Identifier.ValueText: var name } => name,
        JoinIntoClauseSyntax { Identifier.ValueText: var name } => name,
        QueryContinuationSyntax { Identifier.ValueText: var name } => name,
        _ => null,
    };

    private static bool IsEmpty(ArrayCreationExpressionSyntax array)
        => array.Type.RankSpecifiers is [{ Sizes: [LiteralExpressionSyntax { Token.Value: 0 }] }, ..];

    private Value Literal(LiteralExpressionSyntax literal) => literal.Kind() switch
    {
        SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression => new TextValue(MappedText.Of(literal.Token.ValueText, literal.Token), literal),
        SyntaxKind.DefaultLiteralExpression when TypeAround(literal) is { } type => Default(type, literal),
        SyntaxKind.DefaultLiteralExpression => literal.Parent is ArgumentSyntax ? new ConstantValue(null, literal) : Unknown(literal),
        _ => new ConstantValue(literal.Token.Value, literal),
    };

    private TextValue Interpolated(InterpolatedStringExpressionSyntax interpolated)
    {
        var parts = new List<MappedText>();
        foreach (var content in interpolated.Contents)
        {
            if (content is InterpolatedStringTextSyntax text)
            {
                parts.Add(MappedText.Of(Literals.Text(interpolated, text), text.TextToken));
            }
            else if (content is InterpolationSyntax hole)
            {
                var value = Evaluate(hole.Expression);
                var shown = hole is { AlignmentClause: null, FormatClause: null } ? Values.Text(value, hole.Expression) : Library.Formats.Hole(value, hole);
                parts.Add(shown.StandingAt(hole));
            }
        }

        return new TextValue(MappedText.Join(parts), interpolated);
    }

    private static Value Cast(Value value, CastExpressionSyntax cast) => (value, cast.Type) switch
    {
        (MemberValue { Number: { } number }, PredefinedTypeSyntax type) => Arithmetic.Convert(new ConstantValue(number, cast), type.Keyword.ValueText, cast),
        (ConstantValue constant, PredefinedTypeSyntax type) => Arithmetic.Convert(constant, type.Keyword.ValueText, cast),
        (ConstantValue { Constant: not null }, not NullableTypeSyntax) => Unknown(cast),
        _ => value,
    };

    private Value Binary(BinaryExpressionSyntax binary)
    {
        switch (binary.Kind())
        {
            case SyntaxKind.AddExpression:
                return Sum(binary);
            case SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression:
                return Logical(binary);
            case SyntaxKind.CoalesceExpression:
                return Coalesce(binary);
            case SyntaxKind.AsExpression:
                return As(Evaluate(binary.Left), binary);
            case SyntaxKind.IsExpression:
                Evaluate(binary.Left);
                return Unknown(binary);
            default:
                var (left, right) = (Evaluate(binary.Left), Evaluate(binary.Right));
                return Comparisons.Of(binary, left, right) ?? Arithmetic.Of(binary, left, right) ?? Unknown(binary);
        }
    }

    private Value Coalesce(BinaryExpressionSyntax binary)
    {
        var first = Evaluate(binary.Left);
        if (first is ConstantValue { Constant: null })
        {
            return Evaluate(binary.Right);
        }

        if (!Comparisons.IsThere(first))
        {
            return Choose(binary, [() => first, () => Evaluate(binary.Right)]);
        }

        _trail.Skip(binary.Right);
        return first;
    }

    private static Value As(Value value, BinaryExpressionSyntax conversion) => value switch
    {
        RootValue root when LastName((ExpressionSyntax)conversion.Right) is not ("Migration" or "MigrationBase" or "MigrationBuilder" or "IMigration") => root with { MayBeNull = true },
        RootValue or ChainValue or UnknownValue or FunctionValue => value,
        TextValue when conversion.Right is PredefinedTypeSyntax { Keyword.ValueText: "string" or "object" } => value,
        _ => Unknown(conversion),
    };

    // As deep as it is long, like the chain of + below.
    private Value Logical(BinaryExpressionSyntax binary)
    {
        var either = binary.IsKind(SyntaxKind.LogicalOrExpression);
        var rest = new Stack<BinaryExpressionSyntax>();
        ExpressionSyntax left = binary;
        while (left is BinaryExpressionSyntax inner && inner.IsKind(binary.Kind()))
        {
            rest.Push(inner);
            left = inner.Left;
        }

        var value = Evaluate(left);
        while (rest.Count > 0)
        {
            var operation = rest.Pop();
            if (Values.Truth(value) == either)
            {
                _trail.Skip(operation.Right);
                continue;
            }

            if (Values.Truth(value) is not null)
            {
                value = Evaluate(operation.Right);
                continue;
            }

            Value? right = null;
            Choose(operation, [() => value, () => right = Evaluate(operation.Right)]);
            value = Values.Truth(right!) == either ? right! : Unknown(operation);
        }

        return value;
    }

    // A long chain of + is a tree as deep as it is long; it is walked along its left edge.
    private Value Sum(BinaryExpressionSyntax sum)
    {
        var operands = new Stack<BinaryExpressionSyntax>();
        ExpressionSyntax left = sum;
        while (left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } inner)
        {
            operands.Push(inner);
            left = inner.Left;
        }

        var value = Evaluate(left);
        var texts = new List<MappedText>();
        var at = left;
        while (operands.Count > 0)
        {
            var operation = operands.Pop();
            var right = Evaluate(operation.Right);
            if (texts.Count > 0 || value is TextValue || right is TextValue)
            {
                if (texts.Count == 0)
                {
                    texts.Add(Operand(value, at));
                }

                texts.Add(Operand(right, operation.Right));
            }
            else
            {
                value = Arithmetic.Of(operation, value, right) ?? Unknown(operation);
            }

            at = operation;
        }

        return texts.Count > 0 ? new TextValue(MappedText.Join(texts), sum) : value;
    }

    /// <summary>A part of a sum. What comes from elsewhere stands where it is named, so that places follow each other as the parts do.</summary>
    private MappedText Operand(Value value, ExpressionSyntax operand)
    {
        var text = Values.Text(value, operand);
        while (operand is ParenthesizedExpressionSyntax { Expression: var inner })
        {
            operand = inner;
        }

        return operand is MemberAccessExpressionSyntax || (operand is IdentifierNameSyntax { Identifier.ValueText: var name } && _scope.Find(name) is null) ? text.StandingAt(operand) : text;
    }

    private Value Prefix(PrefixUnaryExpressionSyntax unary)
    {
        if (unary.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression)
        {
            return Step(unary.Operand, unary.IsKind(SyntaxKind.PreIncrementExpression) ? 1 : -1, unary).After;
        }

        return Arithmetic.Of(unary, Evaluate(unary.Operand)) ?? Unknown(unary);
    }

    private Value Postfix(PostfixUnaryExpressionSyntax unary)
        => unary.IsKind(SyntaxKind.SuppressNullableWarningExpression)
            ? Evaluate(unary.Operand)
            : Step(unary.Operand, unary.IsKind(SyntaxKind.PostIncrementExpression) ? 1 : -1, unary).Before;

    private (Value Before, Value After) Step(ExpressionSyntax target, int by, ExpressionSyntax at)
    {
        var before = Evaluate(target);
        Value after = before is ConstantValue { Constant: int number } ? new ConstantValue(unchecked(number + by), at) : Unknown(at);
        Assign(target, after);
        return (before, after);
    }
}
