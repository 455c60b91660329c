using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;

namespace MigrationGuard.CSharp.Uses;

/// <summary>Finds the parameters that the code around a use gives values to.</summary>
/// <param name="sources">The sources.</param>
internal sealed class ParameterFinder(Sources sources)
{
    /// <summary>The parameters, as far as they can be told.</summary>
    public IReadOnlyList<CollectedParameter> Find(SqlUse use, FoldedText text) => use switch
    {
        { Form: TextForm.Interpolated } => [.. text.Holes.Select((hole, i) => Placed(i, hole))],
        { Form: TextForm.Numbered, Call: InvocationExpressionSyntax call } => [.. Behind(call, use.Sql).Select((value, i) => Placed(i, value))],
        { Call: InvocationExpressionSyntax call } when Sources.CalledName(call) != "CreateCommand" => DapperValues(call, use.Sql),
        { Call: ObjectCreationExpressionSyntax { ArgumentList: { } arguments } created } when Sources.SimpleName(created.Type) == "CommandDefinition"
            => arguments.Arguments.Count > 1 ? Members(arguments.Arguments[1].Expression) : [],
        _ => CommandValues(use.Call),
    };

    private CollectedParameter Placed(int index, ExpressionSyntax value)
    {
        var given = value is BaseObjectCreationExpressionSyntax created ? Parameter(created) : null;
        return new CollectedParameter(given?.Name ?? "p" + index.ToString(System.Globalization.CultureInfo.InvariantCulture), given is null ? TypeOf(value) : given.Type);
    }

    private static IEnumerable<ExpressionSyntax> Behind(InvocationExpressionSyntax call, ExpressionSyntax sql)
    {
        var found = false;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (found && argument.NameColon is null && argument.Expression.ToString() is var text && text.IndexOf("ancellation", StringComparison.Ordinal) < 0)
            {
                yield return argument.Expression;
            }

            found |= argument.Expression == sql;
        }
    }

    private List<CollectedParameter> DapperValues(InvocationExpressionSyntax call, ExpressionSyntax sql)
    {
        var named = call.ArgumentList.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "param");
        return (named?.Expression ?? Behind(call, sql).FirstOrDefault()) is { } values ? Members(values) : [];
    }

    /// <summary>The members of the object that Dapper takes its values from.</summary>
    private List<CollectedParameter> Members(ExpressionSyntax values)
    {
        if (values is AnonymousObjectCreationExpressionSyntax anonymous)
        {
            return [.. anonymous.Initializers.Select(member => new CollectedParameter(
                member.NameEquals?.Name.Identifier.ValueText ?? LastName(member.Expression), TypeOf(member.Expression)))];
        }

        var dynamic = values is IdentifierNameSyntax name ? Added(name, name.Identifier.ValueText, "") : [];
        if (dynamic.Count > 0 || sources.Type(values) is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } type)
        {
            return dynamic;
        }

        return [.. type.GetMembers().OfType<IPropertySymbol>().Where(property => property is { IsStatic: false, GetMethod: not null, DeclaredAccessibility: Accessibility.Public })
            .Select(property => new CollectedParameter(property.Name, PostgreSqlTypes.Of(property.Type)))];
    }

    /// <summary>What is added to the Parameters of a command, in its initializer and in the member around it.</summary>
    private List<CollectedParameter> CommandValues(SyntaxNode call)
    {
        var found = new List<CollectedParameter>();
        var created = call as BaseObjectCreationExpressionSyntax ?? call.FirstAncestorOrSelf<InitializerExpressionSyntax>()?.Parent as BaseObjectCreationExpressionSyntax;
        foreach (var assignment in created?.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>() ?? [])
        {
            if (assignment is { Left: IdentifierNameSyntax { Identifier.ValueText: "Parameters" }, Right: InitializerExpressionSyntax items })
            {
                found.AddRange(items.Expressions.Select(item => item is BaseObjectCreationExpressionSyntax parameter ? Parameter(parameter) : new CollectedParameter(null, null)));
            }
        }

        if (CommandName(created ?? call) is { } name)
        {
            found.AddRange(Added(call, name, ".Parameters"));
        }

        return found;
    }

    private static string? CommandName(SyntaxNode call) => call switch
    {
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var receiver } } => receiver.ToString(),
        { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } } => declarator.Identifier.ValueText,
        { Parent: AssignmentExpressionSyntax assignment } => assignment.Left.ToString(),
        { Parent: AwaitExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } } } => declarator.Identifier.ValueText,
        _ => null,
    };

    private List<CollectedParameter> Added(SyntaxNode near, string name, string path)
    {
        var found = new List<CollectedParameter>();
        SyntaxNode? member = near.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        foreach (var call in member?.DescendantNodes().OfType<InvocationExpressionSyntax>() ?? [])
        {
            if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "AddWithValue" } access && access.Expression.ToString() == name + path)
            {
                found.Add(Added(call.ArgumentList.Arguments));
            }
        }

        return found;
    }

    private CollectedParameter Added(SeparatedSyntaxList<ArgumentSyntax> arguments) => arguments switch
    {
        [{ Expression: BaseObjectCreationExpressionSyntax created }] => Parameter(created),
        [{ Expression: LiteralExpressionSyntax or InterpolatedStringExpressionSyntax or NameSyntax or MemberAccessExpressionSyntax }, _, ..] => FromArguments(arguments, null),
        _ => new CollectedParameter(null, null),
    };

    private CollectedParameter Parameter(BaseObjectCreationExpressionSyntax created)
    {
        var generic = created is ObjectCreationExpressionSyntax { Type: GenericNameSyntax { TypeArgumentList.Arguments: [var argument] } } ? PostgreSqlTypes.Of(sources.Declared(argument)) : null;
        var parameter = FromArguments(created.ArgumentList?.Arguments ?? default, generic);
        foreach (var member in created.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>() ?? [])
        {
            parameter = member.Left.ToString() switch
            {
                "ParameterName" => parameter with { Name = Text(member.Right) },
                "NpgsqlDbType" or "DbType" => parameter with { Type = PostgreSqlTypes.OfEnum(member.Right) },
                "DataTypeName" => parameter with { Type = Text(member.Right) },
                "Value" or "TypedValue" => parameter with { Type = parameter.Type ?? TypeOf(member.Right) },
                _ => parameter,
            };
        }

        return parameter;
    }

    private CollectedParameter FromArguments(SeparatedSyntaxList<ArgumentSyntax> arguments, string? type)
    {
        var name = arguments.Count > 0 ? Text(arguments[0].Expression)?.TrimStart('@', ':') : null;
        var given = type;
        foreach (var argument in arguments.Skip(1))
        {
            given = PostgreSqlTypes.OfEnum(argument.Expression) ?? given;
        }

        return new CollectedParameter(name, given ?? (arguments.Count == 2 && !IsTypeName(arguments[1].Expression) ? TypeOf(arguments[1].Expression) : null));
    }

    private static bool IsTypeName(ExpressionSyntax expression) => expression.ToString().IndexOf("DbType", StringComparison.Ordinal) >= 0;

    private string? Text(ExpressionSyntax expression) => new StringFolder(sources).Fold(expression) is { Texts: [var only], Failures.Count: 0 } ? only.Text : null;

    private string? TypeOf(ExpressionSyntax expression) => PostgreSqlTypes.Of(sources.Type(expression));

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
