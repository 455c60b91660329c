using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private TypeValue TypeOf(TypeSyntax type)
        => type is IdentifierNameSyntax { Identifier.ValueText: var name } && _scope.Find(name) is TypeValue bound ? bound : new TypeValue(type.ToString(), type);

    private Value Default(TypeSyntax type, ExpressionSyntax at) => TypeOf(type).Name switch
    {
        "bool" => new ConstantValue(false, at),
        "int" => new ConstantValue(0, at),
        "long" => new ConstantValue(0L, at),
        "double" => new ConstantValue(0d, at),
        "decimal" => new ConstantValue(0m, at),
        "string" or "object" => new ConstantValue(null, at),
        var other when other.EndsWith("?", StringComparison.Ordinal) || other.EndsWith("]", StringComparison.Ordinal) => new ConstantValue(null, at),
        var other => new RowValue([], at) { Type = other },
    };

    private Value Created(BaseObjectCreationExpressionSyntax created)
    {
        var arguments = Arguments(created.ArgumentList?.Arguments ?? default);
        var type = created is ObjectCreationExpressionSyntax { Type: var named } ? named : null;
        if (type is null)
        {
            type = Expected(created);
        }

        var name = type is null ? null : Sources.SimpleName(type) is { Length: > 0 } simple ? simple : type.ToString();
        if (created.Initializer is { } items && arguments.Items.All(static item => IsCapacity(item.Value)) && items.IsKind(SyntaxKind.CollectionInitializerExpression) && !items.Expressions.Any(static item => item is InitializerExpressionSyntax or AssignmentExpressionSyntax))
        {
            var list = Items(items, created);
            return name == "HashSet" ? Library.Lists.Set(list.Items, created) ?? (Value)Unknown(created) : list;
        }

        if (created.Initializer is null && name is "List" or "HashSet" or "Queue" && arguments.Items.All(static item => item.Value is ListValue || IsCapacity(item.Value)))
        {
            var first = arguments.Items is [{ Value: ListValue copied }, ..] ? copied.Items : [];
            return name == "HashSet" ? arguments.Items.Any(static item => IsComparer(item.Value)) && first.Count > 0 ? Unknown(created) : Library.Lists.Set(first, created) ?? (Value)Unknown(created) : new ListValue(first, created);
        }

        if (name == "StringBuilder")
        {
            var builder = new Library.TextBuilderValue(created);
            return arguments.Items is [{ Value: var begin }, ..] && !IsCapacity(begin) ? builder.With(Values.Text(begin, begin.At)) : builder;
        }

        if (name is "List" or "HashSet" or "Queue" or "Dictionary" or "SortedDictionary" && !arguments.Items.All(static item => IsCapacity(item.Value)))
        {
            Escape(arguments, created);
            Cells(created.Initializer);
            return Unknown(created);
        }

        if (type is not null && _knowledge.Find(type, _frame.Part) is null)
        {
            if (Command(name, arguments, created) is { } command)
            {
                return command;
            }

            Escape(arguments, created);
            if (arguments.Items.Any(static argument => Values.HoldsBuilder(argument.Value)))
            {
                var reason = $"{name} is not among the sources, what it does cannot be read";
                Fault(created, reason);
                return new UnknownValue(reason, created) { IsBuilder = true, IsSaid = true };
            }
        }

        var cells = Cells(created.Initializer);
        if (created.Initializer?.IsKind(SyntaxKind.ObjectInitializerExpression) == true && name is not ("Dictionary" or "SortedDictionary") && (type is null || _knowledge.Find(type, _frame.Part) is null))
        {
            LoseFunctions(cells, created);
        }

        return name is "string" or "String" ? Unknown(created) : Constructed(new RowValue(cells, created) { Type = name, Arguments = arguments, TypeSyntax = type }, created);
    }

    private RowValue Constructed(RowValue row, ExpressionSyntax at)
    {
        if (row.Arguments.Items.Any(static argument => argument.Value is FunctionValue || Values.HoldsBuilder(argument.Value)) && TypeOf(row) is { } type)
        {
            Construct(row, type, row.Arguments, at);
        }

        return row;
    }

    private void LoseFunctions(List<KeyValuePair<string, Value>> cells, SyntaxNode at)
    {
        foreach (var cell in cells)
        {
            if (cell.Value is FunctionValue)
            {
                Lose(cell.Value, at);
            }
        }
    }

    // Capacities and comparers say nothing about the content.
    private static bool IsCapacity(Value value) => value is ConstantValue { Constant: int } || IsComparer(value);

    private static bool IsComparer(Value value) => value is MemberValue { Type: "StringComparer" };

    /// <summary>The type of what an expression without one gives its value to.</summary>
    private static TypeSyntax? TypeAround(ExpressionSyntax expression) => expression.Parent is EqualsValueClauseSyntax { Parent: ParameterSyntax { Type: { } type } } ? type
        : Expected(expression) is { IsVar: false } written ? written : null;

    /// <summary>The type that <c>new(…)</c> leaves out: where the declaration around it says it.</summary>
    private static TypeSyntax? Expected(SyntaxNode created) => created.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } } => type,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { Type: var type } } => type,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax { Type: var type } } => type,
        InitializerExpressionSyntax { Parent: ArrayCreationExpressionSyntax { Type.ElementType: var type } } => type,
        InitializerExpressionSyntax { Parent: ObjectCreationExpressionSyntax { Type: GenericNameSyntax { TypeArgumentList.Arguments: [var type] } } } => type,
        _ => null,
    };

    private List<KeyValuePair<string, Value>> Cells(InitializerExpressionSyntax? initializer)
    {
        var cells = new List<KeyValuePair<string, Value>>();
        foreach (var item in initializer?.Expressions ?? default)
        {
            switch (item)
            {
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name }, Right: var right }:
                    cells.Add(new(name, EvaluateItem(right)));
                    break;
                case AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: [var key] }, Right: var right }:
                    cells.Add(new(Values.Text(Evaluate(key.Expression), key.Expression).Text, EvaluateItem(right)));
                    break;
                case InitializerExpressionSyntax { Expressions: [var key, var value] }:
                    cells.Add(new(Values.Text(Evaluate(key), key).Text, EvaluateItem(value)));
                    break;
                default:
                    cells.Add(new("", EvaluateItem(item)));
                    break;
            }
        }

        return cells;
    }

    private Value EvaluateItem(ExpressionSyntax item) => item is InitializerExpressionSyntax initializer ? new RowValue(Cells(initializer), initializer) : Evaluate(item);

    private RowValue Anonymous(AnonymousObjectCreationExpressionSyntax anonymous)
    {
        var cells = new List<KeyValuePair<string, Value>>();
        foreach (var member in anonymous.Initializers)
        {
            var name = member.NameEquals?.Name.Identifier.ValueText ?? member.Expression switch
            {
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: var last } => last,
                IdentifierNameSyntax { Identifier.ValueText: var last } => last,
                _ => "",
            };
            cells.Add(new(name, Evaluate(member.Expression)));
        }

        return new RowValue(cells, anonymous);
    }

    private RowValue Tuple(TupleExpressionSyntax tuple)
    {
        var cells = new List<KeyValuePair<string, Value>>();
        foreach (var item in tuple.Arguments)
        {
            var name = item.NameColon?.Name.Identifier.ValueText ?? (item.Expression as IdentifierNameSyntax)?.Identifier.ValueText;
            cells.Add(new(name ?? FormattableString.Invariant($"Item{cells.Count + 1}"), Evaluate(item.Expression)));
        }

        return new RowValue(cells, tuple) { IsTuple = true };
    }

    private ListValue Items(InitializerExpressionSyntax initializer, SyntaxNode at)
    {
        var items = new List<Value>(initializer.Expressions.Count);
        foreach (var item in initializer.Expressions)
        {
            items.Add(Evaluate(item));
        }

        return new ListValue(items, at);
    }

    private Value Items(CollectionExpressionSyntax collection)
    {
        var items = new List<Value>(collection.Elements.Count);
        foreach (var element in collection.Elements)
        {
            switch (element)
            {
                case ExpressionElementSyntax { Expression: var item }:
                    items.Add(Evaluate(item));
                    break;
                case SpreadElementSyntax { Expression: var spread } when Evaluate(spread) is ListValue list:
                    items.AddRange(list.Items);
                    break;
                default:
                    return Unknown(collection);
            }
        }

        return new ListValue(items, collection);
    }

    private Arguments Arguments(SeparatedSyntaxList<ArgumentSyntax> list)
    {
        if (list.Count == 0)
        {
            return Reading.Arguments.None;
        }

        var items = new List<Argument>(list.Count);
        foreach (var argument in list)
        {
            items.Add(new Argument(argument.NameColon?.Name.Identifier.ValueText, Evaluate(argument.Expression), argument.Expression));
        }

        foreach (var argument in list)
        {
            // Who gets a variable changes it.
            if (argument.RefKindKeyword.RawKind is (int)SyntaxKind.OutKeyword or (int)SyntaxKind.RefKeyword && argument.Expression is not DeclarationExpressionSyntax && !Values.IsBuilder(Evaluate(argument.Expression)))
            {
                Assign(argument.Expression, Unknown(argument.Expression));
            }
        }

        return new Arguments(items);
    }

    private Value Only(SwitchExpressionSyntax choice, SwitchExpressionArmSyntax chosen)
    {
        foreach (var arm in choice.Arms)
        {
            _trail.Skip(arm == chosen ? null : arm);
        }

        return Evaluate(chosen.Expression);
    }

    private Value SwitchExpression(SwitchExpressionSyntax choice)
    {
        var value = Evaluate(choice.GoverningExpression);
        foreach (var arm in choice.Arms)
        {
            var matches = Matches(value, arm.Pattern);
            matches = matches == true && arm.WhenClause is { } when ? Values.Truth(Evaluate(when.Condition)) : matches;
            if (matches == true)
            {
                return Only(choice, arm);
            }

            if (matches is null)
            {
                return Choose(choice, [.. choice.Arms.Select(each => (Func<Value>)(() => Arm(value, each)))]);
            }
        }

        return Unknown(choice);
    }

    private Value Arm(Value value, SwitchExpressionArmSyntax arm)
    {
        Matches(value, arm.Pattern);
        if (arm.WhenClause is { Condition: var condition })
        {
            Evaluate(condition);
        }

        return Evaluate(arm.Expression);
    }
}
