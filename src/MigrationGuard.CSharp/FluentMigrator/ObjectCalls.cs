using System.Text;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Schemas, sequences and renames.</summary>
internal static class ObjectCalls
{
    public static bool Create(FluentCall call, Link what) => what.Name switch
    {
        "Schema" => CreateSchema(call, what),
        "Sequence" => CreateSequence(call, what),
        _ => SecurityLabelCalls.Create(call, what),
    };

    public static bool Rename(FluentCall call, Link what)
    {
        var table = what.Name == "Table" ? new ObjectName(null, Values.Name(what)) : default;
        string? to = null;
        while (call.Take() is { } link)
        {
            switch (link.Name)
            {
                case "OnTable":
                    table = new ObjectName(table.Schema, Values.Name(link));
                    break;
                case "InSchema":
                    table = new ObjectName(Values.Name(link), table.Name);
                    break;
                case "To":
                    to = Values.Name(link);
                    break;
                default:
                    call.Unknown(link);
                    break;
            }
        }

        if (to is null || table.Name is null)
        {
            call.Unread("the new name is not said");
            return true;
        }

        return what.Name switch
        {
            "Table" => call.Send(what, call.Generator.RenameTable(table, to)),
            "Column" => call.Send(what, call.Generator.RenameColumn(table, Values.Name(what), to)),
            _ => false,
        };
    }

    private static bool CreateSchema(FluentCall call, Link what)
    {
        var owner = "";
        while (call.Take() is { } link)
        {
            if (link.Name == "Authorization")
            {
                owner = call.Generator is SqlServerGenerator ? $" AUTHORIZATION {call.Generator.Schema(Values.Name(link))}" : "";
            }
            else
            {
                call.Unknown(link);
            }
        }

        return call.Send(what, $"CREATE SCHEMA {call.Generator.Schema(Values.Name(what))}{owner};");
    }

    private static bool CreateSequence(FluentCall call, Link what)
    {
        var name = new ObjectName(null, Values.Name(what));
        var clauses = new string?[6];
        while (call.Take() is { } link)
        {
            if (link.Name == "InSchema")
            {
                name = new ObjectName(Values.Name(link), name.Name);
            }
            else if (Clause(link) is var (order, text))
            {
                clauses[order] = text;
            }
            else
            {
                call.Unknown(link);
            }
        }

        clauses[4] ??= call.Generator.NoCache;
        return call.Send(what, $"CREATE SEQUENCE {call.Generator.Sequence(name)}{string.Concat(clauses)};");
    }

    // In the order in which the generators write them.
    private static (int Order, string Text)? Clause(Link link) => link.Name switch
    {
        "IncrementBy" => (0, " INCREMENT BY " + Values.Name(link)),
        "MinValue" => (1, " MINVALUE " + Values.Name(link)),
        "MaxValue" => (2, " MAXVALUE " + Values.Name(link)),
        "StartWith" => (3, " START WITH " + Values.Name(link)),
        "Cache" => (4, " CACHE " + Values.Name(link)),
        "Cycle" => (5, " CYCLE"),
        _ => null,
    };
}
