using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Folding;

/// <content>Methods whose result is known when their arguments are.</content>
internal sealed partial class StringFolder
{
    private Folded Call(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        var name = Sources.CalledName(call);
        if (call.Expression is MemberAccessExpressionSyntax access)
        {
            if (access.Expression.ToString() is "string" or "String" or "System.String")
            {
                return StaticCall(call, name);
            }

            if (StringMethod(access.Expression, name, arguments) is { } result)
            {
                return result;
            }

            if (name is "Invariant" or "CurrentCulture" && arguments.Count == 1 && access.Expression.ToString().EndsWith("FormattableString", StringComparison.Ordinal))
            {
                return Fold(arguments[0].Expression);
            }
        }

        if (name == "nameof" && arguments.Count == 1)
        {
            var named = arguments[0].Expression.ToString();
            return Folded.Of(named.Substring(named.LastIndexOf('.') + 1), call);
        }

        return sources.Symbol(call) is IMethodSymbol method ? MethodResult(call, method) : Folded.Failed(call, $"{Shown(call)} is known only at run time");
    }

    private Folded StaticCall(InvocationExpressionSyntax call, string name)
    {
        var arguments = call.ArgumentList.Arguments;
        switch (name)
        {
            case "Concat":
                return Joined(call, "", Elements(arguments, 0));
            case "Join" when arguments.Count > 1 && Fold(arguments[0].Expression) is { Texts: [var separator], Failures.Count: 0 }:
                return Joined(call, separator.Text, Elements(arguments, 1));
            case "Format" when arguments.Count > 1 && Fold(arguments[0].Expression) is { Texts: [var format], Failures.Count: 0 }:
                return Formatted(call, format, arguments);
            default:
                return name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" ? Folded.Failed(call, "it is no text") : Folded.Failed(call, $"{Shown(call)} is known only at run time");
        }
    }

    private Folded Joined(ExpressionSyntax at, string separator, IReadOnlyList<ExpressionSyntax>? parts)
    {
        if (parts is null)
        {
            return Folded.Failed(at, $"{Shown(at)} joins what is known only at run time");
        }

        var result = Folded.Of("", at);
        for (var i = 0; i < parts.Count; i++)
        {
            result = Folded.Concat(result, i == 0 ? Fold(parts[i]) : Folded.Concat(Folded.Of(separator, at), Fold(parts[i]), at), at);
        }

        return result;
    }

    /// <summary>The items that are written out: arguments, or the one array that they are.</summary>
    private IReadOnlyList<ExpressionSyntax>? Elements(SeparatedSyntaxList<ArgumentSyntax> arguments, int from)
    {
        if (arguments.Count != from + 1)
        {
            return [.. arguments.Skip(from).Select(argument => argument.Expression)];
        }

        return Items(arguments[from].Expression);
    }

    private IReadOnlyList<ExpressionSyntax>? Items(ExpressionSyntax list) => list switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } items } => [.. items.Expressions],
        ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
        InitializerExpressionSyntax items => [.. items.Expressions],
        ObjectCreationExpressionSyntax { Initializer: { } items } => [.. items.Expressions],
        CollectionExpressionSyntax collection when collection.Elements.All(element => element is ExpressionElementSyntax)
            => [.. collection.Elements.Select(element => ((ExpressionElementSyntax)element).Expression)],
        NameSyntax or MemberAccessExpressionSyntax when sources.Symbol(list) is IFieldSymbol { IsReadOnly: true } field && Initializer(field) is { } value => Items(value),
        _ => null,
    };

    private Folded Formatted(ExpressionSyntax at, FoldedText format, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        var result = Folded.Of("", format.Origin);
        foreach (var part in System.Text.RegularExpressions.Regex.Split(format.Text, @"(\{\{|\}\}|\{\d+\})"))
        {
            var value = part switch
            {
                "{{" => Folded.Of("{", at),
                "}}" => Folded.Of("}", at),
                _ when part.Length > 2 && part[0] == '{' && int.TryParse(part.Substring(1, part.Length - 2), out var index) && index + 1 < arguments.Count => Fold(arguments[index + 1].Expression),
                _ when part.IndexOf('{') >= 0 => Folded.Failed(at, $"{Shown(at)} is formatted at run time"),
                _ => Folded.Of(part, format.Origin),
            };
            result = Folded.Concat(result, value, at);
        }

        return result;
    }

    private Folded? StringMethod(ExpressionSyntax receiver, string name, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        Func<string, string>? change = (name, arguments.Count) switch
        {
            ("Trim", 0) => static text => text.Trim(),
            ("TrimStart", 0) => static text => text.TrimStart(),
            ("TrimEnd", 0) => static text => text.TrimEnd(),
            ("ToString", 0 or 1) => static text => text,
            ("ToUpperInvariant", 0) => static text => text.ToUpperInvariant(),
            ("ToLowerInvariant", 0) => static text => text.ToLowerInvariant(),
            ("ReplaceLineEndings", 0) => static text => text,
            _ => null,
        };
        if (change is null && name == "Replace" && arguments.Count >= 2
            && Fold(arguments[0].Expression) is { Texts: [{ Text.Length: > 0 } from], Failures.Count: 0 } && Fold(arguments[1].Expression) is { Texts: [var to], Failures.Count: 0 })
        {
            change = text => text.Replace(from.Text, to.Text);
        }

        return change is null ? null : Fold(receiver).Map(change);
    }
}
