using System.Text.RegularExpressions;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Execute.</summary>
internal static class ExecuteCalls
{
    private static readonly Regex Token = new(@"\$\((?<token>\w+)\)", RegexOptions.CultureInvariant);

    private static readonly Regex EscapedToken = new(@"\${2}\({2}(\w+)\){2}", RegexOptions.CultureInvariant);

    public static bool Read(FluentCall call, Link what)
    {
        switch (what.Name)
        {
            case "Sql":
                Sql(call, what);
                break;
            case "Script" or "EmbeddedScript":
                Script(call, what);
                break;
            case "WithConnection":
                Connection(call, what);
                break;
            default:
                return false;
        }

        while (call.Take() is { } link)
        {
            call.Unknown(link);
        }

        return true;
    }

    private static void Sql(FluentCall call, Link what)
    {
        if ((what.Arguments.Of("sqlStatement", 0) ?? (what.Arguments.Count > 0 ? what.Arguments.Items[0].Value : null)) is not TextValue sql)
        {
            call.Script.Unread(what, "the SQL is built at run time");
            return;
        }

        var text = Parameters(what) is { } parameters ? Replaced(sql.Text, parameters, what) : sql.Text;
        var end = call.Generator.Batch("");
        call.Script.AddSql(end.Length == 0 ? text : text.Append(MappedText.Of(end, what.Node)), what.Node.SyntaxTree);
    }

    private static void Connection(FluentCall call, Link what)
    {
        if (what.Arguments.Items is not [{ Value: FunctionValue function }])
        {
            call.Script.Unread(what, "what the code does with the connection is not visible here");
            return;
        }

        foreach (var sent in function.OpenConnection().Calls)
        {
            call.Script.Within(sent, () =>
            {
                if (sent.Fault is { } fault)
                {
                    call.Script.Unread(sent.Chain.First, fault);
                }
                else if (sent.Chain.First.Arguments.Items is [{ Value: TextValue { Text: var sql } }])
                {
                    call.Script.AddSql(sql, what.Node.SyntaxTree);
                }
                else
                {
                    call.Script.Unread(sent.Chain.First, "what the code does with the connection is not visible here");
                }
            });
        }
    }

    private static void Script(FluentCall call, Link what)
    {
        if (what.Arguments.Count > 0 && what.Arguments.Items[0].Value is TextValue { Text: { HasPlaceholders: false, Text: var name } })
        {
            call.Script.AddFile(name, what.Node, Parameters(what) is { } parameters ? new ScriptParameters(token => ValueOf(parameters, token)) : null);
        }
        else
        {
            call.Script.Unread(what, "the name of the script is only known at run time");
        }
    }

    private static RowValue? Parameters(Link what)
    {
        foreach (var item in what.Arguments.Items)
        {
            if (item.Value is RowValue row)
            {
                return row;
            }
        }

        return null;
    }

    private static MappedText Replaced(MappedText sql, RowValue parameters, Link what)
    {
        var text = Token.Replace(sql.Text, match => ValueOf(parameters, match.Groups["token"].Value) ?? match.Value);
        text = EscapedToken.Replace(text, "$$($1)");
        return text == sql.Text ? sql : MappedText.Of(text, what.Arguments.Items[0].Expression) with { HasPlaceholders = sql.HasPlaceholders || Operations.ObjectName.HoldsPlaceholder(text) };
    }

    private static string? ValueOf(RowValue parameters, string name)
    {
        foreach (var cell in parameters.Cells)
        {
            if (cell.Key == name)
            {
                return Values.Text(cell.Value);
            }
        }

        return null;
    }
}
