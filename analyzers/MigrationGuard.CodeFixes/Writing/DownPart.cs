using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Plans;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Finds what <c>Down</c> does about a call of <c>Up</c>.</summary>
internal static class DownPart
{
    /// <summary>The statement of <c>Down</c> that undoes an operation and nothing else; null when there is none.</summary>
    public static StatementSyntax? Of(Operation operation, CallPlace place, SqlDialect dialect)
    {
        if (Undo.KeyOfUndo(operation) is not { } key || Body(place.Class) is not { } body)
        {
            return null;
        }

        var steps = place.Steps(dialect, Direction.Down).Where(static step => step.Operation is not DatabaseCondition).ToList();
        foreach (var statement in body.Statements)
        {
            var inside = steps.FindAll(step => statement.Span.Contains(step.Span.Start));
            if (inside.Count == 1 && inside[0] is { } only && string.Equals(Undo.KeyOf(only.Operation), key, StringComparison.OrdinalIgnoreCase))
            {
                return statement;
            }
        }

        return null;
    }

    /// <summary>The body of <c>Down</c>; null when it has none.</summary>
    public static BlockSyntax? Body(ClassDeclarationSyntax declaration)
        => declaration.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(static method => method.Identifier.ValueText == "Down")?.Body;
}
