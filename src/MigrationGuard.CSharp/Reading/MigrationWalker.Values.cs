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
            return new UnknownValue("it is nested too deeply", expression);
        }

        _nesting++;
        var value = EvaluateKind(expression);
        _nesting--;
        return value is NameValue or RootValue { Kind: RootKind.Migration, At: IdentifierNameSyntax } ? Unknown(expression) : value;
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
        RefExpressionSyntax { Expression: var inner } => Evaluate(inner),
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
        AnonymousFunctionExpressionSyntax function => new FunctionValue(function, _scope) { Walker = this },
        TypeOfExpressionSyntax { Type: var type } => TypeOf(type),
        DefaultExpressionSyntax { Type: var type } => Default(type, expression),
        BaseObjectCreationExpressionSyntax created => Created(created),
        AnonymousObjectCreationExpressionSyntax anonymous => Anonymous(anonymous),
        ArrayCreationExpressionSyntax array => array.Initializer is { } written ? Items(written, array) : IsEmpty(array) ? new ListValue([], array) : Unknown(array),
        ImplicitArrayCreationExpressionSyntax array => Items(array.Initializer, array),
        CollectionExpressionSyntax collection => Items(collection),
        InitializerExpressionSyntax initializer => Items(initializer, initializer),
        TupleExpressionSyntax tuple => Tuple(tuple),
        DeclarationExpressionSyntax declaration => Declared(declaration),
        ThrowExpressionSyntax thrown => new UnknownValue("it throws", thrown),
        _ => Unknown(expression),
    };

    private static bool IsEmpty(ArrayCreationExpressionSyntax array)
        => array.Type.RankSpecifiers is [{ Sizes: [LiteralExpressionSyntax { Token.Value: 0 }] }, ..];

    private static Value Literal(LiteralExpressionSyntax literal) => literal.Kind() switch
    {
        SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression => new TextValue(MappedText.Of(literal.Token.ValueText, literal.Token), literal),
        SyntaxKind.DefaultLiteralExpression => new ConstantValue(null, literal),
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
                return Logical(binary, binary.IsKind(SyntaxKind.LogicalOrExpression));
            case SyntaxKind.CoalesceExpression:
                return Coalesce(binary);
            case SyntaxKind.AsExpression:
                return Evaluate(binary.Left);
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
        if (first is ConstantValue { Constant: null } or UnknownValue)
        {
            return first is UnknownValue ? Choose(binary, [() => first, () => Evaluate(binary.Right)]) : Evaluate(binary.Right);
        }

        _trail.Skip(first is CallValue or MemberValue or NameValue ? null : binary.Right);
        return first;
    }

    private Value Logical(BinaryExpressionSyntax binary, bool either)
    {
        var left = Evaluate(binary.Left);
        if (Values.Truth(left) == either)
        {
            _trail.Skip(binary.Right);
            return left;
        }

        var right = Evaluate(binary.Right);
        return Values.Truth(left) is null && Values.Truth(right) != either ? Unknown(binary) : right;
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

    private Value Assignment(AssignmentExpressionSyntax assignment)
    {
        var right = Evaluate(assignment.Right);
        switch (assignment.Kind())
        {
            case SyntaxKind.SimpleAssignmentExpression:
                Assign(assignment.Left, right);
                return right;
            case SyntaxKind.AddAssignmentExpression:
                var left = Evaluate(assignment.Left);
                var sum = left is TextValue || right is TextValue
                    ? new TextValue(Values.Text(left, assignment.Left).Append(Values.Text(right, assignment.Right)), assignment)
                    : left is ConstantValue { Constant: int a } && right is ConstantValue { Constant: int b } ? new ConstantValue(unchecked(a + b), assignment) : (Value)Unknown(assignment);
                Assign(assignment.Left, sum);
                return sum;
            case SyntaxKind.CoalesceAssignmentExpression:
                var old = Evaluate(assignment.Left);
                var value = old is ConstantValue { Constant: null } ? right : old is UnknownValue ? Unknown(assignment) : old;
                Assign(assignment.Left, value);
                return value;
            default:
                Assign(assignment.Left, Unknown(assignment));
                return Unknown(assignment);
        }
    }

    private void Assign(ExpressionSyntax target, Value value)
    {
        switch (target)
        {
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                _scope.Assign(name, value);
                break;
            case TupleExpressionSyntax or DeclarationExpressionSyntax:
                Deconstruct(target, value, target);
                break;
        }
    }

    private void Deconstruct(ExpressionSyntax target, Value? value, SyntaxNode at)
    {
        switch (target)
        {
            case DeclarationExpressionSyntax { Designation: var designation }:
                Deconstruct(designation, value, at);
                break;
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                _scope.Assign(name, value ?? new UnknownValue($"{name} is known only at run time", target));
                break;
            case TupleExpressionSyntax { Arguments: var items }:
                for (var i = 0; i < items.Count; i++)
                {
                    Deconstruct(items[i].Expression, Cell(value, i), at);
                }

                break;
        }
    }

    private void Deconstruct(VariableDesignationSyntax designation, Value? value, SyntaxNode at)
    {
        switch (designation)
        {
            case SingleVariableDesignationSyntax { Identifier.ValueText: var name }:
                _scope.Declare(name, value ?? new UnknownValue($"{name} is known only at run time", at));
                break;
            case ParenthesizedVariableDesignationSyntax { Variables: var variables }:
                for (var i = 0; i < variables.Count; i++)
                {
                    Deconstruct(variables[i], Cell(value, i), at);
                }

                break;
        }
    }

    private static Value? Cell(Value? value, int index)
        => value is RowValue { Cells: var cells } row
            ? index < cells.Count ? cells[index].Value : index < row.Arguments.Count ? row.Arguments.Items[index].Value : null
            : null;

    private UnknownValue Declared(DeclarationExpressionSyntax declaration)
    {
        Deconstruct(declaration.Designation, null, declaration);
        return Unknown(declaration);
    }
}
