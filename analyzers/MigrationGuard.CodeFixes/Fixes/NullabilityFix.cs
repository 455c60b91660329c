using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CodeFixes.Writing;
using MigrationGuard.CSharp;
using MigrationGuard.CSharp.EntityFramework;

namespace MigrationGuard.CodeFixes.Fixes;

/// <summary>Lets rows do without a column: it becomes nullable, or gets a default.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NullabilityFix() : MigrationFix("MG0201", "MG0214", Altered)
{
    /// <summary>What the user chooses for NULL.</summary>
    public const string NullableTitle = "Make the column nullable";

    /// <summary>What the user chooses for a default.</summary>
    public const string DefaultTitle = "Give the column a default";

    private const string Altered = "MG0299";

    /// <inheritdoc />
    private protected override IEnumerable<Repair> Repairs(CallPlace place)
        => place.Framework == MigrationFramework.EntityFramework ? OfArguments(place) : OfLinks(place);

    private static IEnumerable<Repair> OfLinks(CallPlace place)
    {
        var links = ColumnLinks.At(place.Chain, place.Diagnostic.Location.SourceSpan.Start);
        if (links.Count == 0 || ColumnLinks.Find(links, "Nullable", "WithDefaultValue", "WithDefault", "Identity", "PrimaryKey", "SetExistingRowsTo") is not null)
        {
            yield break;
        }

        if (ColumnLinks.Find(links, "NotNullable") is { } required)
        {
            yield return new Repair(NullableTitle, [new TextChange(required.Name.Span, "Nullable")]);
        }
        else if (EndOfColumn(links) is { } end)
        {
            yield return new Repair(NullableTitle, [new TextChange(new TextSpan(end, 0), ".Nullable()")]);
        }

        if (place.Diagnostic.Id != Altered && links.Select(static link => DefaultOf(link.Text)).FirstOrDefault(static value => value is not null) is { } value && EndOfColumn(links) is { } at)
        {
            yield return new Repair(DefaultTitle, [new TextChange(new TextSpan(at, 0), $".WithDefaultValue({value})")]);
        }
    }

    // Behind the type: what follows it may lead into a foreign key or an index.
    private static int? EndOfColumn(IReadOnlyList<CallLink> links)
        => links.FirstOrDefault(static link => link.Text.StartsWith("As", StringComparison.Ordinal) && link.Call is not null)?.Node.Span.End;

    private static string? DefaultOf(string type) => type switch
    {
        "AsInt16" or "AsInt32" or "AsInt64" or "AsByte" or "AsDecimal" or "AsDouble" or "AsFloat" or "AsCurrency" => "0",
        "AsBoolean" => "false",
        "AsString" or "AsAnsiString" => "\"\"",
        "AsDateTimeOffset" => "SystemMethods.CurrentDateTimeOffset",
        "AsDateTime" or "AsDateTime2" => "SystemMethods.CurrentUTCDateTime",
        _ => null,
    };

    private static IEnumerable<Repair> OfArguments(CallPlace place)
    {
        if (place.Chain.Find("AddColumn") is not { Call: { } call, Name: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } types } } link || Says(link, "defaultValueSql") || Says(link, "computedColumnSql"))
        {
            yield break;
        }

        yield return new Repair(NullableTitle, [Say(call, Argument(link, "nullable"), "nullable", "true")]);
        if (!Says(link, "defaultValue") && ValueOf(types[0].ToString()) is { } value)
        {
            yield return new Repair(DefaultTitle, [Say(call, Argument(link, "defaultValue"), "defaultValue", value)]);
        }
    }

    private static ArgumentSyntax? Argument(CallLink link, string parameter) => link.Argument(parameter, EfSignatures.Position(link.Text, parameter));

    private static bool Says(CallLink link, string parameter) => Argument(link, parameter) is { Expression.RawKind: not (int)SyntaxKind.NullLiteralExpression };

    private static TextChange Say(InvocationExpressionSyntax call, ArgumentSyntax? argument, string name, string value)
        => argument is not null ? new TextChange(argument.Expression.Span, value) : new TextChange(new TextSpan(call.ArgumentList.Arguments.Last().Span.End, 0), $", {name}: {value}");

    private static string? ValueOf(string type) => type switch
    {
        "int" or "short" or "byte" or "long" => "0",
        "decimal" => "0m",
        "double" => "0.0",
        "float" => "0f",
        "bool" => "false",
        "string" => "\"\"",
        _ => null,
    };
}
