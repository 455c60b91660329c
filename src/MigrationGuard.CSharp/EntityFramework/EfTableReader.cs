using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>CreateTable: the columns and constraints of its lambdas.</summary>
internal static class EfTableReader
{
    /// <summary>Writes the table.</summary>
    public static void Read(EfCall call, EfSql sql)
    {
        var name = new EfName(call.Text("schema"), call.Required("name"));
        var (columns, properties) = Columns(call);
        var table = new EfTable(name, columns) { Comment = call.Text("comment"), Annotations = call.Annotations };
        sql.CreateTable(call.Value("constraints") switch
        {
            null or ConstantValue { Constant: null } => table,
            FunctionValue { Walker: { } walker } function => Constrained(table, walker.Open(function).Calls, call, properties),
            _ => Unknown(call, table, "the constraints of the table are known only at run time"),
        });
    }

    private static EfTable Unknown(EfCall call, EfTable table, string reason)
    {
        call.Fail(reason);
        return table;
    }

    private static (List<EfColumn> Columns, Dictionary<string, string> Properties) Columns(EfCall call)
    {
        var columns = new List<EfColumn>();
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        if (call.Value("columns") is not FunctionValue { Walker: { } walker } function || walker.Open(function).Result is not RowValue row)
        {
            call.Fail("the columns of the table are known only at run time");
            return (columns, properties);
        }

        foreach (var cell in row.Cells)
        {
            if (cell.Value is not ChainValue { Chain: var chain } || chain.First.Name != "Column")
            {
                call.Fail($"the column {cell.Key} is known only at run time");
                continue;
            }

            var column = EfColumn.Of(new EfCall(chain, call), cell.Key);
            columns.Add(column);
            properties[cell.Key] = column.Name;
        }

        return (columns, properties);
    }

    private static EfTable Constrained(EfTable table, IReadOnlyList<MigrationCall> calls, EfCall outer, Dictionary<string, string> properties)
    {
        var (primary, unique, checks, foreign) = (default(EfKey), new List<EfKey>(), new List<EfCheck>(), new List<EfForeignKey>());
        foreach (var inner in calls)
        {
            var call = new EfCall(inner.Chain, outer);
            switch (call.Method)
            {
                case "PrimaryKey":
                    primary = new EfKey(call.Text("name"), Selected(call, "columns", properties), call.Annotations) { IsPrimary = true };
                    break;
                case "UniqueConstraint":
                    unique.Add(new EfKey(call.Text("name"), Selected(call, "columns", properties), call.Annotations));
                    break;
                case "CheckConstraint":
                    checks.Add(EfOperations.Check(call));
                    break;
                case "ForeignKey":
                    foreign.Add(EfOperations.ForeignKey(call, Selected(call, "column", properties)));
                    break;
                default:
                    outer.Fail($"{call.Method} is no constraint of EF Core that is known");
                    break;
            }

            if (inner.Fault is { } fault)
            {
                outer.Fail(fault);
            }
        }

        return table with { PrimaryKey = primary, UniqueConstraints = unique, Checks = checks, ForeignKeys = foreign };
    }

    /// <summary>The columns of <c>x => x.Id</c> or <c>x => new { x.Id, x.Other }</c>.</summary>
    private static List<string> Selected(EfCall call, string parameter, Dictionary<string, string> properties)
    {
        var names = new List<string>();
        var value = call.Value(parameter) ?? call.Value("columns");
        switch ((value as FunctionValue)?.Function)
        {
            case LambdaExpressionSyntax { Body: AnonymousObjectCreationExpressionSyntax { Initializers: var members } }:
                names.AddRange(members.Select(member => Member(member.Expression) ?? ""));
                break;
            case LambdaExpressionSyntax { Body: ExpressionSyntax body } when Member(body) is { } member:
                names.Add(member);
                break;
            default:
                call.Fail("the columns of a constraint are known only at run time");
                break;
        }

        return names.ConvertAll(name => properties.TryGetValue(name, out var column) ? column : name);
    }

    private static string? Member(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        CastExpressionSyntax { Expression: var inner } => Member(inner),
        ParenthesizedExpressionSyntax { Expression: var inner } => Member(inner),
        _ => null,
    };
}
