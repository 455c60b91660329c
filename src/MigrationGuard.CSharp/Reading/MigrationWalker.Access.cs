using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>The members of FluentMigrator's base class that calls begin with.</summary>
    public static readonly HashSet<string> Roots = new(StringComparer.Ordinal)
    {
        "Create", "Alter", "Delete", "Rename", "Insert", "Update", "Execute", "Schema", "IfDatabase",
    };

    /// <summary>Members and calls one behind the other. A chain is a tree as deep as it is long; it is walked from its left end.</summary>
    private Value Access(ExpressionSyntax expression)
    {
        var links = new Stack<ExpressionSyntax>();
        var first = Unwind(expression, links);
        var site = _site;
        _site ??= expression;
        var value = First(first);
        while (links.Count > 0)
        {
            value = Next(value is ObjectValue held ? held.Now : value, links.Pop());
        }

        _site = site;
        return value is MemberValue member ? Known(member, expression) : value;
    }

    private static ExpressionSyntax Unwind(ExpressionSyntax expression, Stack<ExpressionSyntax> links)
    {
        while (true)
        {
            switch (expression)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }:
                    links.Push(expression);
                    expression = access.Expression;
                    break;
                case MemberAccessExpressionSyntax access:
                    links.Push(expression);
                    expression = access.Expression;
                    break;
                case ElementAccessExpressionSyntax element:
                    links.Push(expression);
                    expression = element.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                    expression = sure.Operand;
                    break;
                default:
                    return expression;
            }
        }
    }

    private Value First(ExpressionSyntax first) => first switch
    {
        ThisExpressionSyntax => _frame.Instance ?? (Value)new RootValue(RootKind.Migration, first),
        BaseExpressionSyntax => new RootValue(RootKind.Migration, first),
        PredefinedTypeSyntax type => new NameValue(type.Keyword.ValueText, first),
        AliasQualifiedNameSyntax alias => new NameValue(alias.Name.Identifier.ValueText, first),
        SimpleNameSyntax name => Name(name),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } call => CallByName(call, name),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name: var name } } call => Call(_bound ?? Unknown(call), name, call),
        MemberBindingExpressionSyntax { Name: var name } => Member(_bound ?? Unknown(first), name, first),
        InvocationExpressionSyntax call => Evaluate(call.Expression) is FunctionValue function ? Invoke(function, Arguments(call.ArgumentList.Arguments), call) : Unfollowed(call, Arguments(call.ArgumentList.Arguments)),
        ElementBindingExpressionSyntax { ArgumentList.Arguments: [var index] } => Item(_bound ?? Unknown(first), Evaluate(index.Expression), first),
        _ => Evaluate(first),
    };

    private Value Next(Value receiver, ExpressionSyntax link)
    {
        switch (link)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                return Call(receiver, access.Name, call);
            case MemberAccessExpressionSyntax access:
                return Member(receiver, access.Name, access);
            case ElementAccessExpressionSyntax element:
                return ItemAt(receiver, Arguments(element.ArgumentList.Arguments), element);
            default:
                return Unknown(link);
        }
    }

    private Value Member(Value receiver, SimpleNameSyntax name, ExpressionSyntax at)
    {
        var member = name.Identifier.ValueText;
        return receiver switch
        {
            ChainValue { Chain: var chain } => Extend(chain, LinkOf(name, at, null), at),
            RootValue { Kind: RootKind.Connection or RootKind.Command or RootKind.Transaction } => MemberOfConnection(member, at),
            RootValue { Kind: RootKind.Context } => Unknown(at) with { IsBuilder = member == "Expressions" },
            RootValue { Kind: RootKind.Builder } => member == "ActiveProvider" ? Provider(at) : Begin("", [], LinkOf(name, at, null), at),
            RootValue => MemberOfMigration(name, receiver.At is BaseExpressionSyntax, at),
            NameValue { Name: var type } => StaticMember(type, receiver.At, member, at),
            MemberValue { Member: var type } => StaticMember(type, receiver.At, member, at),
            RowValue row => MemberOf(row, member, at),
            TextValue { Text: { HasPlaceholders: false, Text: var text } } when member == "Length" => new ConstantValue(text.Length, at),
            ListValue list when member is "Length" or "Count" => new ConstantValue(list.Items.Count, at),
            ConstantValue when member == "Value" => receiver,
            ConstantValue when member == "HasValue" => new ConstantValue(receiver is not ConstantValue { Constant: null }, at),
            UnknownValue { IsBuilder: true } => new UnknownValue($"{Folding.StringFolder.Shown(at)} is known only at run time", at) { IsBuilder = true },
            _ => Unknown(at),
        };
    }

    private Link LinkOf(SimpleNameSyntax name, ExpressionSyntax at, Arguments? arguments) => new(name.Identifier.ValueText, arguments ?? Reading.Arguments.None, at)
    {
        IsCall = arguments is not null,
        Span = TextSpan.FromBounds(name.SpanStart, at.Span.End),
        TypeArguments = name is GenericNameSyntax generic ? [.. generic.TypeArgumentList.Arguments.Select(TypeOf)] : [],
    };

    /// <summary>The chain goes on. What only leads to the calls (<c>Create</c>, <c>IfDatabase("x")</c>) begins a new chain every time it is used.</summary>
    private ChainValue Extend(Chain chain, Link link, ExpressionSyntax at)
    {
        if (!LeadsOn(chain.Links, chain.Links.Count - 1))
        {
            _journal.Grows(chain);
            chain.Grow(link, at);
            return new ChainValue(chain);
        }

        return Begin(chain.Root, chain.Links, link, at);
    }

    /// <summary>Begins a chain. It is a call as soon as something is called on what only leads there; questions about the schema are none.</summary>
    private ChainValue Begin(string root, IReadOnlyList<Link> before, Link link, ExpressionSyntax at)
    {
        if (before.Count == 0 && _migration.Framework == MigrationFramework.FluentMigrator && Roots.Contains(link.Name))
        {
            (root, before) = _database is null ? (link.Name, before) : (_database.Name, [_database]);
        }

        var chain = new Chain(root, [.. before, link], at);
        if (!LeadsOn(chain.Links, chain.Links.Count - 1) && (before.Count == 0 || before[before.Count - 1].Name != "Schema"))
        {
            Record(chain, null);
        }

        return new ChainValue(chain);
    }

    /// <summary>Whether a link only leads to a call: <c>Create</c>, also behind <c>IfDatabase("x")</c>; not <c>Schema</c> in <c>Create.Schema("s")</c>.</summary>
    private static bool LeadsOn(IReadOnlyList<Link> links, int at) => Roots.Contains(links[at].Name) && (at == 0 || links[at - 1].Name == "IfDatabase");

    private TextValue Provider(ExpressionSyntax at) => new TextValue(
        MappedText.Of(_dialect == Sql.SqlDialect.PostgreSql ? "Npgsql.EntityFrameworkCore.PostgreSQL" : "Microsoft.EntityFrameworkCore.SqlServer", at), at);

    private Value ItemAt(Value receiver, Arguments indexes, ExpressionSyntax at)
    {
        var type = receiver is RowValue row ? TypeOf(row) : receiver is RootValue { Kind: RootKind.Migration } ? _migration.Type : null;
        return type is not null && RunIndexer(type, indexes, null, at, receiver as RowValue) is { } own ? own
            : indexes.Items is [{ Value: var index }] ? Item(receiver, index, at) : Unknown(at);
    }

    private static Value Item(Value receiver, Value index, ExpressionSyntax at) => (receiver, index) switch
    {
        (ListValue { Items: var items }, ConstantValue { Constant: int number }) when number >= 0 && number < items.Count => items[number],
        (TextValue { Text: { HasPlaceholders: false, Text: var text } }, ConstantValue { Constant: int number }) when number >= 0 && number < text.Length => new ConstantValue(text[number], at),
        (RowValue row, _) when Library.Lists.HasKnownKeys(row) && Values.Known(index) is { } key && row.Cells.FirstOrDefault(cell => cell.Key == key) is { Value: { } value } => value,
        _ => Unknown(at),
    };

    private Value ConditionalAccess(ConditionalAccessExpressionSyntax access)
    {
        var receiver = Evaluate(access.Expression);
        if (receiver is ConstantValue { Constant: null })
        {
            _trail.Skip(access.WhenNotNull);
            return receiver;
        }

        return Comparisons.IsThere(receiver) || Values.IsBuilder(receiver) ? OnBound(receiver, access)
            : Choose(access, [() => new ConstantValue(null, access), () => OnBound(receiver, access)]);
    }

    private Value OnBound(Value receiver, ConditionalAccessExpressionSyntax access)
    {
        var outer = _bound;
        _bound = receiver;
        try
        {
            return Evaluate(access.WhenNotNull);
        }
        finally
        {
            _bound = outer;
        }
    }
}
