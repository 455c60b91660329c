using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CodeFixes.Places;
using MigrationGuard.CSharp;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>How code is written in a file.</summary>
/// <param name="Framework">The framework that is called.</param>
/// <param name="Prefix">What stands in front of the call that sends SQL: <c>Execute</c>, <c>IfDatabase("PostgreSQL").Execute</c>, <c>migrationBuilder</c>.</param>
/// <param name="Language">The version of the language.</param>
/// <param name="NewLine">What ends a line.</param>
internal sealed record CodeStyle(MigrationFramework Framework, string Prefix, LanguageVersion Language, string NewLine)
{
    /// <summary>One step of indentation.</summary>
    public const string Indent = "    ";

    /// <summary>How the file around a place is written.</summary>
    public static CodeStyle Of(CallPlace place)
    {
        var condition = place.Chain.Root == "IfDatabase" ? place.Chain.Links[0].Node + "." : "";
        return new CodeStyle(
            place.Framework,
            place.Framework == MigrationFramework.EntityFramework ? place.Chain.Root : condition + "Execute",
            ((CSharpParseOptions)place.Model.SyntaxTree.Options).LanguageVersion,
            place.Text.ToString().Contains("\r\n") ? "\r\n" : "\n");
    }

    /// <summary>The white space in front of a node's line.</summary>
    public static string IndentOf(Microsoft.CodeAnalysis.SyntaxNode node, Microsoft.CodeAnalysis.Text.SourceText text)
    {
        var line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>A statement that sends SQL.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="outside">How it stands to the transaction of the runner.</param>
    /// <param name="indent">The white space in front of the statement; its first line is written without.</param>
    public string Send(string sql, Wrapping outside, string indent)
    {
        var literal = SqlLiteral.Of(sql, this, indent);
        return Framework == MigrationFramework.EntityFramework
            ? $"{Prefix}.Sql({literal}{(outside == Wrapping.None ? ", suppressTransaction: true" : "")});"
            : $"{Prefix}.Sql({literal});";
    }
}
