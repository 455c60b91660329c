using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CSharp.Reading.Declarations;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The instructions to MigrationGuard in the attributes and comments of a migration.</summary>
internal sealed class SourceDirectives
{
    private const string Marker = "migrationguard:";

    private readonly MigrationClass _migration;
    private readonly Direction _direction;
    private readonly MigrationScript _script;
    private readonly MigrationWalker _walker;
    private readonly List<Directive> _found = [];

    private SourceDirectives(MigrationClass migration, Direction direction, MigrationScript script, MigrationWalker walker)
        => (_migration, _direction, _script, _walker) = (migration, direction, script, walker);

    /// <summary>Those of a migration that was read in a direction.</summary>
    public static IReadOnlyList<Directive> Of(MigrationClass migration, Direction direction, MigrationScript script, MigrationWalker walker)
    {
        var directives = new SourceDirectives(migration, direction, script, walker);
        foreach (var part in migration.Type.Parts)
        {
            directives.Attributes(part.Node.AttributeLists, null);
            foreach (var member in (part.Node as TypeDeclarationSyntax)?.Members ?? default)
            {
                if (member is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method)
                {
                    directives.Attributes(method.AttributeLists, method);
                }
            }
        }

        directives.Comments();
        return directives._found;
    }

    private MethodDeclarationSyntax? Entry => (_direction == Direction.Up ? _migration.Up : _migration.Down)?.Method;

    private MethodDeclarationSyntax? OtherEntry => (_direction == Direction.Up ? _migration.Down : _migration.Up)?.Method;

    private void Attributes(SyntaxList<AttributeListSyntax> lists, MethodDeclarationSyntax? method)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = Declarations.Attributes.NameOf(attribute);
                if (name is "Phase" or "AllowFinding" && (method is null || method != OtherEntry))
                {
                    Add(attribute, name, _walker.Constants(attribute.ArgumentList), method);
                }
            }
        }
    }

    private void Add(AttributeSyntax attribute, string name, Arguments arguments, MethodDeclarationSyntax? method)
    {
        var span = MigrationScript.Span(attribute.SyntaxTree, attribute.Span);
        if (name == "Phase")
        {
            var phase = arguments.Of("phase", 0) is MemberValue { Type: "Phase", Member: var member } ? member : attribute.ArgumentList?.Arguments.ToString() ?? "";
            _found.Add(new Directive("phase", phase, span, 0) { IsAttribute = true });
            return;
        }

        var because = Values.Known(arguments.Of("Because"));
        var until = Values.Known(arguments.Of("Until"));
        var rest = Values.Known(arguments.Of("id", 0)) + (because is null ? "" : " because " + because) + (until is null ? "" : " until " + until);
        if (method is null || method == Entry)
        {
            _found.Add(new Directive("ignore-file", rest, span, 0) { IsAttribute = true });
            return;
        }

        var statements = Statements(call => call.Chain.Node.SyntaxTree == method.SyntaxTree && method.Span.Contains(call.Chain.Node.Span));
        _found.Add(new Directive("ignore", rest, span, statements.Length == 0 ? _script.Statements : statements[0]) { Statements = statements, IsAttribute = true });
    }

    private void Comments()
    {
        foreach (var part in _migration.Type.Parts)
        {
            foreach (var comment in DirectiveComments.Of(part.Tree))
            {
                if (Belongs(comment, part))
                {
                    Add(comment);
                }
            }
        }
    }

    // Outside of all classes a comment is for every migration of the file.
    private bool Belongs(SyntaxTrivia comment, TypePart part)
    {
        if (!part.Node.FullSpan.Contains(comment.Span))
        {
            return part == _migration.Main && !TreeTypes.Of(part.Tree).Types.Any(other => other.Node.FullSpan.Contains(comment.Span));
        }

        foreach (var other in TreeTypes.Of(part.Tree).Types)
        {
            if (other != part && other.Container == part && other.Node.FullSpan.Contains(comment.Span))
            {
                return false;
            }
        }

        return OtherEntry is not { } opposite || opposite.SyntaxTree != part.Tree || !opposite.FullSpan.Contains(comment.Span);
    }

    private void Add(SyntaxTrivia comment)
    {
        var content = Content(comment.ToString());
        var end = 0;
        while (end < content.Length && !char.IsWhiteSpace(content[end]))
        {
            end++;
        }

        var statements = Covered(comment);
        _found.Add(new Directive(content.Substring(0, end), content.Substring(end).Trim(), MigrationScript.Span(comment.SyntaxTree!, comment.Span), statements is [var first, ..] ? first : Outside(comment) ? 0 : _script.Statements)
        {
            Statements = statements,
        });
    }

    private static bool Outside(SyntaxTrivia comment) => comment.Token.Parent?.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } method || !method.Span.Contains(comment.Span);

    /// <summary>The statements of the call on whose line or inside which the comment stands, else of the next one; none outside of methods.</summary>
    private int[] Covered(SyntaxTrivia comment)
    {
        if (Outside(comment))
        {
            return [];
        }

        var method = comment.Token.Parent!.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>()!;
        var lines = comment.SyntaxTree!.GetText().Lines;
        var line = lines.IndexOf(comment.SpanStart);
        SyntaxNode? best = null;
        foreach (var (call, _) in _script.Begun)
        {
            var node = Node(call, method);
            if (node is null || node.SyntaxTree != comment.SyntaxTree || !method.Span.Contains(node.Span))
            {
                continue;
            }

            if (node.Span.End <= comment.SpanStart)
            {
                best = lines.IndexOf(node.Span.End) == line ? node : best;
            }
            else if (best is null || (best.Span.End > comment.SpanStart && node.SpanStart < best.SpanStart))
            {
                best = node;
            }
        }

        return best is null ? [] : Statements(call => Node(call, method) == best);
    }

    private SyntaxNode? Node(MigrationCall call, BaseMethodDeclarationSyntax method) => method == Entry ? call.Site : call.Chain.Node;

    private int[] Statements(Predicate<MigrationCall> match)
    {
        var statements = new List<int>();
        for (var i = 0; i < _script.Begun.Count; i++)
        {
            var end = i + 1 < _script.Begun.Count ? _script.Begun[i + 1].Statement : _script.Statements;
            for (var statement = _script.Begun[i].Statement; statement < end && match(_script.Begun[i].Call); statement++)
            {
                statements.Add(statement);
            }
        }

        return [.. statements];
    }

    private static string Content(string comment)
    {
        var text = comment.StartsWith("/*", StringComparison.Ordinal) && comment.EndsWith("*/", StringComparison.Ordinal) && comment.Length >= 4 ? comment.Substring(2, comment.Length - 4) : comment.TrimStart('/');
        var at = text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text.Substring(at + Marker.Length).Trim();
    }
}
