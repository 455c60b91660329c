using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>The value of an expression outside of methods.</summary>
    public Value Constant(ExpressionSyntax expression) => Evaluate(expression);

    /// <summary>The arguments of an attribute; what it sets by name stands under that name.</summary>
    public Arguments Constants(AttributeArgumentListSyntax? list)
    {
        var items = new List<Argument>();
        foreach (var argument in list?.Arguments ?? default)
        {
            items.Add(new Argument((argument.NameColon?.Name ?? argument.NameEquals?.Name)?.Identifier.ValueText, Evaluate(argument.Expression), argument.Expression));
        }

        return new Arguments(items);
    }

    /// <summary>What a class gives to the constructor of its base when it is made with these arguments; null when that cannot be told.</summary>
    public Arguments? ToBase(SourceType type, Arguments arguments)
    {
        Arguments? best = null;
        var bestScore = -1;
        foreach (var part in type.Parts)
        {
            if (part.Node is TypeDeclarationSyntax { ParameterList: { } primary, BaseList.Types: [PrimaryConstructorBaseTypeSyntax { ArgumentList: var toBase }, ..] })
            {
                Consider(primary, toBase, part);
            }

            foreach (var constructor in part.Members(".ctor").OfType<ConstructorDeclarationSyntax>())
            {
                if (constructor.Initializer is { ThisOrBaseKeyword.ValueText: "base", ArgumentList: var initial })
                {
                    Consider(constructor.ParameterList, initial, part);
                }
            }
        }

        return best;

        void Consider(ParameterListSyntax parameters, ArgumentListSyntax toBase, TypePart part)
        {
            var given = new Arguments([.. arguments.Items.Where(item => item.Name is null || parameters.Parameters.Any(parameter => parameter.Identifier.ValueText == item.Name))]);
            if (Parameters.Score(parameters, given) is var score && score > bestScore)
            {
                bestScore = score;
                best = Elsewhere(part, () =>
                {
                    Parameters.Bind(_scope, parameters.Parameters, given, Evaluate);
                    return Arguments(toBase.Arguments);
                });
            }
        }
    }
}
