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
        else if (sql is not null && (NamedBy(sql) ?? FileOf(sql.At)) is { } file)
        {
            AddFile(script, file, call, outside);
        }
        else
        {
            script.Unread(call.Chain.Node, sql is UnknownValue unknown ? unknown.Reason : "Sql is called without a text that is known");
        }
    }

    /// <summary>Reads the file that a method of the project names and runs, such as <c>migrationBuilder.SqlResource("fill.sql")</c>; false when the call is none.</summary>
    public static bool TryReadFile(EfCall call, MigrationScript script)
    {
        if (NamedBy(call.Chain.First.Arguments) is not { } file)
        {
            return false;
        }

        AddFile(script, file, call, outside: false);
        return true;
    }

    private static void AddFile(MigrationScript script, string file, EfCall call, bool outside)
    {
        script.OutsideTransaction = outside;
        script.AddFile(file, call.Chain.Node);
        script.OutsideTransaction = false;
    }

    private static string? NamedBy(Value value) => value switch
    {
        CallValue call => NamedBy(call.Arguments),
        _ => null,
    };

    /// <summary>The one argument that names a script.</summary>
    private static string? NamedBy(Arguments arguments)
    {
        string? file = null;
        foreach (var item in arguments.Items)
        {
            if (item.Value is TextValue { Text: { HasPlaceholders: false, Text: var text } } && IsScript(text))
            {
                if (file is not null)
                {
                    return null;
                }

                file = text;
            }
        }

        return file;
    }

    private static bool IsScript(string name) => name.EndsWith("sql", StringComparison.OrdinalIgnoreCase) && name.LastIndexOf('.') is var dot and >= 0 && name.Length - dot is 4 or 5 && name.IndexOf('\n') < 0;

    /// <summary>The one literal in the expression that names a script.</summary>
    private static string? FileOf(SyntaxNode expression)
    {
        string? file = null;
        foreach (var literal in expression.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>())
        {
            if (literal.IsKind(SyntaxKind.StringLiteralExpression) && IsScript(literal.Token.ValueText))
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
