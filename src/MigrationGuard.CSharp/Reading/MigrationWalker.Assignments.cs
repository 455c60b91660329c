using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;
using MigrationGuard.CSharp.Reading.Library;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private Value Assignment(AssignmentExpressionSyntax assignment)
    {
        switch (assignment.Kind())
        {
            case SyntaxKind.SimpleAssignmentExpression:
                var right = Evaluate(assignment.Right);
                Assign(assignment.Left, right);
                return right;
            case SyntaxKind.AddAssignmentExpression:
                var sum = Added(assignment, Evaluate(assignment.Right));
                Assign(assignment.Left, sum);
                return sum;
            case SyntaxKind.CoalesceAssignmentExpression:
                return Filled(assignment, Evaluate(assignment.Left));
            default:
                Evaluate(assignment.Right);
                Assign(assignment.Left, Unknown(assignment));
                return Unknown(assignment);
        }
    }

    private Value Added(AssignmentExpressionSyntax assignment, Value right)
    {
        var left = Evaluate(assignment.Left);
        if (right is FunctionValue)
        {
            // Both are called by who calls the sum, which is not followed.
            Lose(left, assignment);
            Lose(right, assignment);
        }

        return left is TextValue || right is TextValue
            ? new TextValue(Values.Text(left, assignment.Left).Append(Values.Text(right, assignment.Right)), assignment)
            : left is ConstantValue { Constant: int a } && right is ConstantValue { Constant: int b } ? new ConstantValue(unchecked(a + b), assignment) : (Value)Unknown(assignment);
    }

    private Value Filled(AssignmentExpressionSyntax assignment, Value old)
    {
        if (old is ConstantValue { Constant: null })
        {
            var value = Evaluate(assignment.Right);
            Assign(assignment.Left, value);
            return value;
        }

        if (Comparisons.IsThere(old))
        {
            _trail.Skip(assignment.Right);
            return old;
        }

        return Choose(assignment, [() => old, () =>
        {
            var value = Evaluate(assignment.Right);
            Assign(assignment.Left, value);
            return value;
        }]);
    }

    private void Assign(ExpressionSyntax target, Value value)
    {
        switch (target)
        {
            case IdentifierNameSyntax { Identifier.ValueText: "_" } when _scope.Slot("_") is null:
                break;
            case IdentifierNameSyntax { Identifier.ValueText: var name } when _scope.Slot(name) is { } slot:
                _journal.Set(slot, value);
                break;
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                AssignMember(_frame.Instance?.Now ?? (_frame.Self is null ? new NameValue(_frame.Part.Name, target) : new RootValue(RootKind.Migration, target)), name, value, target);
                break;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access:
                AssignMember(Evaluate(access.Expression), name, value, access);
                break;
            case ElementAccessExpressionSyntax element:
                AssignItem(Evaluate(element.Expression), Arguments(element.ArgumentList.Arguments), value, element);
                break;
            case TupleExpressionSyntax or DeclarationExpressionSyntax:
                Deconstruct(target, value, target);
                break;
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                Assign(inner, value);
                break;
            case PostfixUnaryExpressionSyntax { Operand: var sure }:
                Assign(sure, value);
                break;
            default:
                Lose(Evaluate(target), target);
                Lose(value, target);
                break;
        }
    }

    private void AssignMember(Value receiver, string member, Value value, ExpressionSyntax target)
    {
        switch (receiver)
        {
            case RowValue { IsTuple: true } tuple when target is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name } } && _scope.Slot(name) is { } slot:
                _journal.Set(slot, new RowValue(tuple.Cells, target) { IsTuple = true } is var copy && With(copy, member, value) is { } changed ? changed : Unknown(target));
                break;
            case RowValue row when TypeOf(row) is { } type && RunSetter(type, member, value, target, row):
                break;
            case RowValue row:
                Change(row, () => With(row, member, value) ?? (Value)Unknown(target));
                break;
            case ObjectValue:
                Lose(receiver, target);
                Lose(value, target);
                break;
            case RootValue { Kind: RootKind.Command }:
                AssignCommand(member, value, target);
                break;
            case RootValue { Kind: RootKind.Migration } when RunSetter(_migration.Type, member, value, target, null):
                break;
            default:
                Keep(target, value);
                break;
        }
    }

    private static RowValue? With(RowValue row, string member, Value value)
    {
        var cells = new List<KeyValuePair<string, Value>>(row.Cells);
        var at = cells.FindIndex(cell => cell.Key == member);
        if (at < 0 && row.IsTuple)
        {
            at = member.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(member.Substring(4), out var number) && number >= 1 && number <= cells.Count ? number - 1 : -1;
            if (at < 0)
            {
                return null;
            }
        }

        var cell = new KeyValuePair<string, Value>(at < 0 ? member : cells[at].Key, value);
        if (at < 0)
        {
            cells.Add(cell);
        }
        else
        {
            cells[at] = cell;
        }

        return row with { Cells = cells };
    }

    private void AssignItem(Value receiver, Arguments indexes, Value value, ExpressionSyntax at)
    {
        var index = indexes.Items is [{ Value: var only }] ? only : null;
        switch (receiver)
        {
            case ListValue list when Values.Number(index) is { } number && number >= 0 && number < list.Items.Count:
                Change(list, () => list with { Items = [.. list.Items.Select((item, i) => i == number ? value : item)] });
                break;
            case RowValue row when Lists.IsDictionary(row) && Values.Known(index) is { } key && Lists.HasKnownKeys(row):
                Change(row, () => With(row, key, value)!);
                break;
            case RowValue row when TypeOf(row) is { } type && RunIndexer(type, indexes, value, at, row) is not null:
                break;
            case RootValue { Kind: RootKind.Migration } when RunIndexer(_migration.Type, indexes, value, at, null) is not null:
                break;
            default:
                Lose(receiver, at);
                Lose(value, at);
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
            case TupleExpressionSyntax { Arguments: var items }:
                for (var i = 0; i < items.Count; i++)
                {
                    Deconstruct(items[i].Expression, Cell(value, i), at);
                }

                break;
            default:
                Assign(target, value ?? Unknown(target));
                break;
        }
    }

    private void Deconstruct(VariableDesignationSyntax designation, Value? value, SyntaxNode at)
    {
        switch (designation)
        {
            case SingleVariableDesignationSyntax { Identifier.ValueText: var name }:
                Declare(name, value ?? new UnknownValue($"{name} is known only at run time", at));
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
