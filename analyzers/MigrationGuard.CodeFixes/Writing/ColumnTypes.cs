using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CSharp;
using MigrationGuard.CSharp.EntityFramework;
using MigrationGuard.Operations;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Changes the type that a migration gives to a column it creates.</summary>
internal static class ColumnTypes
{
    private static readonly HashSet<string> Integers = new(StringComparer.Ordinal) { "bigint", "integer", "int", "smallint", "tinyint" };

    /// <summary>The changes that give a column another type in the chain that creates it; null when the framework has no words for it.</summary>
    public static IReadOnlyList<TextChange>? Change(CallChain chain, MigrationFramework framework, ColumnDefinition column, DataType type)
    {
        // A default of the old type would not fit.
        var fits = column.Default is null || type.Name == column.Type?.Name || (Integers.Contains(type.Name) && Integers.Contains(column.Type?.Name ?? ""));
        return !fits || type.ArrayDimensions > 0 ? null : framework == MigrationFramework.FluentMigrator ? InLinks(chain, column.Name, type) : InArguments(chain, column.Name, type);
    }

    private static TextChange[]? InLinks(CallChain chain, string column, DataType type)
    {
        var links = ColumnLinks.Named(chain, column);
        var said = links.FirstOrDefault(static link => link.Text.StartsWith("As", StringComparison.Ordinal) && link.Call is not null);
        return said is null ? null : [new TextChange(TextSpan.FromBounds(said.Name.SpanStart, said.Node.Span.End), Words(type))];
    }

    private static string Words(DataType type) => type.Name switch
    {
        "bigint" => "AsInt64()",
        "integer" or "int" => "AsInt32()",
        "smallint" => "AsInt16()",
        "tinyint" => "AsByte()",
        "uuid" or "uniqueidentifier" => "AsGuid()",
        "timestamp with time zone" when type.Arguments.Count == 0 => "AsDateTimeOffset()",
        "numeric" or "decimal" when type.Arguments.Count == 2 => string.Format(CultureInfo.InvariantCulture, "AsDecimal({0}, {1})", type.Arguments[0], type.Arguments[1]),
        _ => $"AsCustom(\"{type}\")",
    };

    private static List<TextChange>? InArguments(CallChain chain, string column, DataType type)
    {
        var call = chain.Expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(found => NameOf(found) == column);
        if (call?.Expression is not MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } types } name })
        {
            return null;
        }

        var link = new CallLink(name, call);
        var said = link.Argument("type", EfSignatures.Position(link.Text, "type"));
        var clr = ClrOf(type);
        var changes = new List<TextChange>();
        if (clr is not null && types[0].ToString() != clr)
        {
            changes.Add(new TextChange(types[0].Span, clr));
        }

        if (said is { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } })
        {
            changes.Add(new TextChange(said.Expression.Span, $"\"{type}\""));
        }

        return changes.Count == 0 || (clr is null && said is null) ? null : changes;
    }

    // Null where the type of the property stays: a moment with and without its zone are both DateTime.
    private static string? ClrOf(DataType type) => type.Name switch
    {
        "bigint" => "long",
        "integer" or "int" => "int",
        "smallint" => "short",
        "tinyint" => "byte",
        "uuid" or "uniqueidentifier" => "System.Guid",
        "text" or "character varying" or "varchar" or "nvarchar" or "character" or "char" or "nchar" => "string",
        _ => null,
    };

    private static string? NameOf(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "Column" or "AddColumn" } name })
        {
            return null;
        }

        return new CallLink(name, call).Argument("name", EfSignatures.Position(name.Identifier.ValueText, "name"))?.Expression is LiteralExpressionSyntax said ? said.Token.ValueText
            : call.FirstAncestorOrSelf<AnonymousObjectMemberDeclaratorSyntax>()?.NameEquals?.Name.Identifier.ValueText;
    }
}
