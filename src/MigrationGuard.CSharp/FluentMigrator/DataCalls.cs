using System.Text;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Insert, Update and Delete.FromTable.</summary>
internal static class DataCalls
{
    private static readonly string[] Operators = ["IS ", "IN ", "IN(", "LIKE ", "NOT ", "BETWEEN "];

    public static bool Insert(FluentCall call, Link what)
    {
        if (what.Name != "IntoTable")
        {
            return false;
        }

        var table = new ObjectName(null, Values.Name(what));
        var rows = new List<(Link At, Value Row)>();
        var (identity, overriding) = (false, "");
        while (Next(call, ref table) is { } link)
        {
            switch (link.Name)
            {
                case "Row" or "Rows":
                    rows.AddRange(Rows(link).Select(row => (link, row)));
                    break;
                case "WithIdentityInsert":
                    identity = call.Generator is SqlServerGenerator;
                    break;
                case "WithOverridingSystemValue" or "WithOverridingUserValue":
                    overriding = call.Generator is PostgreSqlGenerator ? $" OVERRIDING {(link.Name == "WithOverridingUserValue" ? "USER" : "SYSTEM")} VALUE" : "";
                    break;
                default:
                    call.Unknown(link);
                    break;
            }
        }

        var target = call.Generator.Table(table);
        var sent = new List<(Link At, string Sql)>();
        sent.AddRange(identity ? [(what, $"SET IDENTITY_INSERT {target} ON;")] : []);
        foreach (var (at, row) in rows)
        {
            var cells = Cells(row);
            sent.Add((at, $"INSERT INTO {target} ({call.Generator.Quoted(cells.Select(static cell => cell.Key))}){overriding} VALUES ({string.Join(call.Generator.Comma, cells.Select(cell => call.Generator.Literal(cell.Value)))});"));
        }

        sent.AddRange(identity ? [(what, $"SET IDENTITY_INSERT {target} OFF;")] : []);
        return call.SendTogether(sent);
    }

    public static bool Update(FluentCall call, Link what)
    {
        if (what.Name != "Table")
        {
            return false;
        }

        var table = new ObjectName(null, Values.Name(what));
        string? set = null, where = null;
        while (Next(call, ref table) is { } link)
        {
            switch (link.Name)
            {
                case "Set" when link.Arguments.Count > 0:
                    set = string.Join(", ", Cells(link.Arguments.Items[0].Value).Select(cell => (cell.Key.Length == 0 ? "" : call.Generator.Quote(cell.Key) + " = ") + Written(call, cell)));
                    break;
                case "Where" when link.Arguments.Count > 0:
                    where = Condition(call, link.Arguments.Items[0].Value);
                    break;
                case "AllRows":
                    where = "1 = 1";
                    break;
                default:
                    call.Unknown(link);
                    break;
            }
        }

        if (set is { Length: > 0 } && where is { Length: > 0 })
        {
            return call.Send(what, $"UPDATE {call.Generator.Table(table)} SET {set} WHERE {where};");
        }

        call.Unread("FluentMigrator refuses an UPDATE without Set, and one without Where or AllRows");
        return true;
    }

    public static bool Delete(FluentCall call, Link what)
    {
        var table = new ObjectName(null, Values.Name(what));
        var conditions = new List<(Link At, string Where)>();
        while (Next(call, ref table) is { } link)
        {
            switch (link.Name)
            {
                case "Row" or "Rows":
                    conditions.AddRange(Rows(link).Select(row => (link, Condition(call, row))));
                    break;
                case "IsNull":
                    conditions.Add((link, call.Generator.Quote(Values.Name(link)) + " IS NULL"));
                    break;
                case "AllRows":
                    conditions = [(link, "1 = 1")];
                    break;
                default:
                    call.Unknown(link);
                    break;
            }
        }

        return call.SendTogether([.. conditions.Select(condition => (condition.At, $"DELETE FROM {call.Generator.Table(table)} WHERE {condition.Where};"))]);
    }

    /// <summary>The next link that says something else than the schema of the table.</summary>
    private static Link? Next(FluentCall call, ref ObjectName table)
    {
        var link = call.Take();
        for (; link is { Name: "InSchema" }; link = call.Take())
        {
            table = new ObjectName(Values.Name(link), table.Name);
        }

        return link;
    }

    private static IEnumerable<Value> Rows(Link link)
        => link.Arguments.Items.SelectMany(static item => item.Value is ListValue list ? list.Items : (IEnumerable<Value>)[item.Value]);

    /// <summary>Names and values of a row. SQL instead of a row has the empty name, a row that is not known the name of its expression.</summary>
    private static IReadOnlyList<KeyValuePair<string, Value>> Cells(Value row) => row switch
    {
        RowValue { Cells.Count: > 0 } known => known.Cells,
        TextValue or CallValue { Type: "RawSql" } => [new("", row)],
        _ => [new(Values.Placeholder(row), row)],
    };

    private static string Written(FluentCall call, KeyValuePair<string, Value> cell)
        => cell is { Key.Length: 0, Value: TextValue text } ? text.Text.Text : call.Generator.Literal(cell.Value);

    private static string Condition(FluentCall call, Value row)
    {
        var text = new StringBuilder();
        foreach (var cell in Cells(row))
        {
            text.Append(text.Length == 0 ? "" : " AND ").Append(cell.Key.Length == 0 ? "" : call.Generator.Quote(cell.Key) + " ").Append(Operator(cell)).Append(Written(call, cell));
        }

        return text.ToString();
    }

    private static string Operator(KeyValuePair<string, Value> cell) => cell.Value switch
    {
        _ when cell.Key.Length == 0 => "",
        ConstantValue { Constant: null } or MemberValue { Type: "DBNull" } => "IS ",
        CallValue when Values.Raw(cell.Value) is { } raw && StartsWithOperator(raw.TrimStart()) => "",
        _ => "= ",
    };

    private static bool StartsWithOperator(string sql)
        => sql.Length > 0 && (sql[0] is '=' or '<' or '>' or '!' || Operators.Any(word => sql.StartsWith(word, StringComparison.OrdinalIgnoreCase)));
}
