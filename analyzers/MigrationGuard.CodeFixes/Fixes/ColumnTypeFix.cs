using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.CSharp;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Chooses the better type for a new column: bigint for a numbered key, jsonb for json.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ColumnTypeFix() : MigrationFix(WideKey, Json)
{
    /// <summary>What the user chooses for a key.</summary>
    public const string KeyTitle = "Make the key a bigint";

    /// <summary>What the user chooses for json.</summary>
    public const string JsonTitle = "Make the column a jsonb";

    private const string WideKey = "MG0803";
    private const string Json = "MG0202";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
    {
        if (place.Dialect is not { } dialect || place.Suggestion is not { } sql)
        {
            return [];
        }

        var changes = place.Diagnostic.Id == Json ? Quoted(place.Chain.Expression, "json", "jsonb") : KeyOf(sql, dialect, place) is { } key ? Widen(place, key) : [];
        return changes.Count > 0 ? [new Repair(place.Diagnostic.Id == Json ? JsonTitle : KeyTitle, changes)] : [];
    }

    // The chain creates one column of type json, or the literal would not be the only one.
    private static IReadOnlyList<TextChange> Quoted(SyntaxNode node, string from, string to)
    {
        var literals = node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText == from && token.Parent?.Parent is ArgumentSyntax).ToList();
        return literals.Count == 1 ? [new TextChange(literals[0].Span, "\"" + to + "\"")] : [];
    }

    /// <summary>The column that the suggestion makes a bigint.</summary>
    private static string? KeyOf(string sql, SqlDialect dialect, CallPlace place)
    {
        var created = place.Steps(dialect, Migrations.Direction.Up).FirstOrDefault(step => place.Chain.Expression.Span.Contains(step.Span.Start) && step.Operation is CreateTable);
        if (created?.Operation is not CreateTable before || Sqls.Reader(dialect).Read(new SqlSource("", sql)).Steps is not { Count: > 0 } read || read[0].Operation is not CreateTable after)
        {
            return null;
        }

        for (var i = 0; i < before.Columns.Count && i < after.Columns.Count; i++)
        {
            if (before.Columns[i].Type != after.Columns[i].Type && after.Columns[i].Name == before.Columns[i].Name)
            {
                return before.Columns[i].Name;
            }
        }

        return null;
    }

    private static IReadOnlyList<TextChange> Widen(CallPlace place, string column)
    {
        if (place.Framework == MigrationFramework.FluentMigrator)
        {
            return ColumnLinks.Find(ColumnLinks.Named(place.Chain, column), "AsInt32", "AsInt16", "AsByte") is { } type ? [new TextChange(type.Name.Span, "AsInt64")] : [];
        }

        var call = place.Chain.Expression.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(found => NameOf(found) == column);
        return call?.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } types } }
            ? [new TextChange(types[0].Span, "long"), .. call.ArgumentList.Arguments.Where(static argument => argument.NameColon?.Name.ToString() == "type").Select(static argument => new TextChange(argument.Expression.Span, "\"bigint\""))]
            : [];
    }

    private static string? NameOf(InvocationExpressionSyntax call)
        => call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Column" } ? null
            : call.ArgumentList.Arguments.FirstOrDefault(static argument => argument.NameColon?.Name.ToString() == "name")?.Expression is LiteralExpressionSyntax said ? said.Token.ValueText
            : (call.FirstAncestorOrSelf<AnonymousObjectMemberDeclaratorSyntax>())?.NameEquals?.Name.Identifier.ValueText;
}
