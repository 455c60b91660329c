using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>Fields and properties that a builder was kept in.</summary>
    private Dictionary<SyntaxNode, Value>? _kept;

    /// <summary>A builder is kept in something that is no variable.</summary>
    private void Keep(ExpressionSyntax target, Value value)
    {
        if (Declaration(target) is not { } declaration)
        {
            if (Values.HoldsBuilder(value))
            {
                Fault(target, "what is done with it there cannot be read");
            }

            Lose(value, target);
        }
        else if (_kept?.TryGetValue(declaration, out var before) == true)
        {
            _kept[declaration] = Merged(before, value, target);
        }
        else if (Values.HoldsBuilder(value))
        {
            _kept ??= [];
            _kept[declaration] = _conditions > 0 && value is not RootValue ? Unsure(target) : value;
        }
        else
        {
            Lose(value, target);
        }
    }

    private static Value Merged(Value before, Value value, ExpressionSyntax at) => (before, value) switch
    {
        (_, ConstantValue { Constant: null }) => before,
        (RootValue { Kind: var left }, RootValue { Kind: var right }) when left == right => before,
        _ => Unsure(at),
    };

    private static UnknownValue Unsure(ExpressionSyntax at) => new($"{StringFolder.Shown(at)} depends on the run", at) { IsBuilder = true };

    /// <summary>The field or property that is assigned; null when it is none of the sources.</summary>
    private SyntaxNode? Declaration(ExpressionSyntax target)
    {
        var name = target switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } => member,
            _ => null,
        };
        var type = target switch
        {
            IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } => _frame.Self ?? _knowledge.Whole(_frame.Part),
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var variable } } when _scope.Find(variable) is { } local => local is RowValue row ? TypeOf(row) : null,
            MemberAccessExpressionSyntax { Expression: TypeSyntax qualifier } => _knowledge.Find(qualifier, _frame.Part),
            MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var last } } => _knowledge.Find(last, _frame.Part),
            _ => null,
        };
        for (var depth = 0; name is not null && type is not null && depth < DeepestCalls * 2; depth++)
        {
            if (type.Members(name).FirstOrDefault(static member => member is VariableDeclaratorSyntax or PropertyDeclarationSyntax) is { } found)
            {
                return found;
            }

            type = _knowledge.BaseOf(type);
        }

        return null;
    }

    /// <summary>Whether a field or property is of a type that calls begin with.</summary>
    private static bool IsOfBuilder(SyntaxNode member) => Values.IsBuilder(member switch
    {
        PropertyDeclarationSyntax { Type: var type } => type,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } => type,
        _ => null,
    });

    /// <summary>What is not known, but of a type that calls begin with, is a builder.</summary>
    private static Value OfType(Value value, TypeSyntax? type) => !Values.IsBuilder(value) && Values.IsBuilder(type)
        ? new UnknownValue("where it comes from is known only at run time", value.At) { IsBuilder = true }
        : value;

    /// <summary>Walks the constructor of a class of the sources.</summary>
    private void Construct(RowValue row, SourceType type, Arguments given, ExpressionSyntax at)
    {
        if (ConstructorOf(type, given) is not var (parameters, toBase, body, part) || _frame.Depth >= DeepestCalls || !_open.Add(parameters))
        {
            if (given.Items.Any(static argument => Values.HoldsBuilder(argument.Value)))
            {
                Fault(at, "what its constructor does cannot be followed");
            }

            return;
        }

        var scope = new Scope(null);
        Parameters.Bind(scope, parameters.Parameters, given, Evaluate);
        var frame = new Frame(part, type, _frame) { Method = parameters.Parent, Instance = row };
        try
        {
            if (toBase is (var isBase, var list) && InFrame(frame, scope, () => Arguments(list)) is { Count: > 0 } further)
            {
                ConstructBase(row, isBase ? _knowledge.BaseOf(type) : type, further, at);
            }

            if (body is not null)
            {
                Run(frame, scope, body as BlockSyntax, body as ArrowExpressionClauseSyntax, at);
            }
        }
        finally
        {
            _open.Remove(parameters);
        }
    }

    private void ConstructBase(RowValue row, SourceType? type, Arguments given, ExpressionSyntax at)
    {
        if (type is not null)
        {
            Construct(row, type, given, at);
        }
        else if (given.Items.Any(static argument => Values.HoldsBuilder(argument.Value)))
        {
            Fault(at, "its base class is not among the sources, what it does cannot be read");
        }
    }

    private T InFrame<T>(Frame frame, Scope scope, Func<T> run)
    {
        var outer = (_frame, _scope);
        (_frame, _scope) = (frame, scope);
        try
        {
            return run();
        }
        finally
        {
            (_frame, _scope) = outer;
        }
    }

    /// <summary>The constructor that fits best: its parameters, what it gives to another one, and its body.</summary>
    private static (ParameterListSyntax Parameters, (bool IsBase, SeparatedSyntaxList<ArgumentSyntax> Arguments)? Further, SyntaxNode? Body, TypePart Part)? ConstructorOf(SourceType type, Arguments given)
    {
        (ParameterListSyntax, (bool, SeparatedSyntaxList<ArgumentSyntax>)?, SyntaxNode?, TypePart)? best = null;
        var bestScore = -1;
        foreach (var part in type.Parts)
        {
            if (part.Node is TypeDeclarationSyntax { ParameterList: { } primary } declaration && Parameters.Score(primary, given) is var fits && fits > bestScore)
            {
                bestScore = fits;
                best = (primary, declaration.BaseList?.Types is [PrimaryConstructorBaseTypeSyntax { ArgumentList.Arguments: var list }, ..] ? (true, list) : null, null, part);
            }

            foreach (var constructor in part.Members(".ctor").OfType<ConstructorDeclarationSyntax>())
            {
                if (!constructor.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.StaticKeyword) && Parameters.Score(constructor.ParameterList, given) is var score && score > bestScore)
                {
                    bestScore = score;
                    best = (constructor.ParameterList,
                        constructor.Initializer is { ThisOrBaseKeyword.ValueText: var to, ArgumentList.Arguments: var list } ? (to == "base", list) : null,
                        (SyntaxNode?)constructor.Body ?? constructor.ExpressionBody,
                        part);
                }
            }
        }

        return best;
    }

    /// <summary>Whether a class is a migration of FluentMigrator: what it does when another one calls it is not walked.</summary>
    private bool IsAnotherMigration(SourceType type)
    {
        SourceType? current = _migration.Framework == MigrationFramework.FluentMigrator ? type : null;
        for (var depth = 0; current is not null && depth < DeepestCalls * 2; depth++)
        {
            var next = _knowledge.BaseOf(current);
            if (next is null)
            {
                return current.Base is var (written, _) && MigrationFinder.IsFrameworkName(Sources.SimpleName(written));
            }

            current = next;
        }

        return false;
    }
}
