using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary><c>migrationBuilder.Sql(…)</c>.</summary>
internal static class EfRawSql
{
    /// <summary>Reads the SQL, or the file that it is taken from.</summary>
    public static void Read(EfCall call, MigrationScript script)
    {
        var outside = call.Flag("suppressTransaction");
        var sql = call.Value("sql");
        if (call.Fault is { } fault)
        {
            script.Unread(call.Chain.Node, fault);
        }
        else if (sql is TextValue text)
        {
            EfBatch.Add(script, text.Text, call.Chain.Node, outside);
        }
        else if (sql is not null && FileOf(sql.At) is { } file)
        {
            script.OutsideTransaction = outside;
            script.AddFile(file, call.Chain.Node);
            script.OutsideTransaction = false;
        }
        else
        {
            script.Unread(call.Chain.Node, sql is UnknownValue unknown ? unknown.Reason : "Sql is called without a text that is known");
        }
    }

    /// <summary>The one literal in the expression that names a script.</summary>
    private static string? FileOf(SyntaxNode expression)
    {
        string? file = null;
        foreach (var literal in expression.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>())
        {
            if (literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
            {
                if (file is not null)
                {
                    return null;
                }

                file = literal.Token.ValueText;
            }
        }

        return file;
    }
}
