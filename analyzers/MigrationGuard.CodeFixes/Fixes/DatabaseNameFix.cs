using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Writes the name that FluentMigrator's processor answers to into <c>IfDatabase</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DatabaseNameFix() : MigrationFix("MG0662")
{
    /// <summary>What the user chooses.</summary>
    public const string Title = "Name the database as FluentMigrator does";

    private const string PostgreSql = "PostgreSQL";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        foreach (var argument in place.Chain.Find("IfDatabase")?.Call?.ArgumentList.Arguments ?? default)
        {
            if (NameIn(argument.Expression) is { } name && Known(name) is { } known && IsMeant(known, place.Dialect) && !string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return [new Repair(Title, [new TextChange(argument.Expression.Span, "\"" + known + "\"")])];
            }
        }

        return [];
    }

    private static string? NameIn(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    // The other database's branch is not to be widened.
    private static bool IsMeant(string known, SqlDialect? dialect) => dialect is null || (dialect == SqlDialect.PostgreSql) == (known == PostgreSql);

    private static string? Known(string name)
        => name.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) ? PostgreSql
        : name.StartsWith("sqlserver", StringComparison.OrdinalIgnoreCase) ? "SqlServer"
        : null;
}
