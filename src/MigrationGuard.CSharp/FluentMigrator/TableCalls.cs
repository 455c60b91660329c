using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Create.Table, Create.Column, Alter.Table and Alter.Column.</summary>
internal static class TableCalls
{
    public static bool Create(FluentCall call, Link what) => what.Name == "Table" ? CreateTable(call, what) : Column(call, new ColumnAddition(what, new FluentColumn(Values.Name(what))));

    public static bool Alter(FluentCall call, Link what) => what.Name switch
    {
        "Table" => AlterTable(call, what),
        "Column" => Column(call, new ColumnAlteration(what, new FluentColumn(Values.Name(what)))),
        _ => false,
    };

    private static bool CreateTable(FluentCall call, Link what)
    {
        var table = new TableCreation(what, Values.Name(what));
        call.Expressions.Add(table);
        var options = new ColumnOptions(call) { Table = table.Table };
        while (call.Take() is { } link)
        {
            switch (link.Name)
            {
                case "InSchema":
                    options.Table = table.Table = new ObjectName(Values.Name(link), table.Table.Name);
                    break;
                case "WithDescription":
                    table.Description = Values.First(link);
                    break;
                case "WithColumn":
                    table.Columns.Add(options.Begin(new FluentColumn(Values.Name(link)), alteration: null));
                    break;
                default:
                    options.Read(link);
                    break;
            }
        }

        return call.SendAll();
    }

    private static bool AlterTable(FluentCall call, Link what)
    {
        var described = new TableDescription(what, new ObjectName(null, Values.Name(what)));
        var options = new ColumnOptions(call) { Table = described.Table };
        while (call.Take() is { } link)
        {
            switch (link.Name)
            {
                case "InSchema":
                    options.Table = new ObjectName(Values.Name(link), options.Table.Name);
                    break;
                case "WithDescription":
                    call.Expressions.Add(new TableDescription(link, options.Table) { Description = Values.First(link) });
                    break;
                case "ToSchema":
                    call.Send(link, call.Generator.MoveTable(options.Table, Values.Name(link)));
                    break;
                case "AddColumn":
                    var addition = new ColumnAddition(link, new FluentColumn(Values.Name(link))) { Table = options.Table };
                    options.Begin(addition.Column, addition);
                    call.Expressions.Add(addition);
                    break;
                case "AlterColumn":
                    var alteration = new ColumnAlteration(link, new FluentColumn(Values.Name(link))) { Table = options.Table };
                    options.Begin(alteration.Column, alteration);
                    call.Expressions.Add(alteration);
                    break;
                default:
                    options.Read(link);
                    break;
            }
        }

        return call.SendAll();
    }

    private static bool Column(FluentCall call, ColumnExpression column)
    {
        call.Expressions.Add(column);
        var options = new ColumnOptions(call);
        options.Begin(column.Column, column);
        while (call.Take() is { } link)
        {
            switch (link.Name)
            {
                case "OnTable":
                    options.Table = column.Table = new ObjectName(column.Table.Schema, Values.Name(link));
                    break;
                case "InSchema":
                    options.Table = column.Table = new ObjectName(Values.Name(link), column.Table.Name);
                    break;
                default:
                    options.Read(link);
                    break;
            }
        }

        if (column.Table.Name is not null)
        {
            return call.SendAll();
        }

        call.Unread("no table is said for the column");
        return true;
    }
}
