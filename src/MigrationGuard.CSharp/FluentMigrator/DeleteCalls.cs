using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Delete.</summary>
internal static class DeleteCalls
{
    public static bool Read(FluentCall call, Link what) => what.Name switch
    {
        "FromTable" => DataCalls.Delete(call, what),
        "Schema" => call.Send(what, $"DROP SCHEMA {call.Generator.Schema(Values.Name(what))};"),
        "SecurityLabel" => SecurityLabelCalls.Delete(call, what),
        "Table" or "Column" or "ForeignKey" or "PrimaryKey" or "UniqueConstraint" or "Index" or "Sequence" or "DefaultConstraint" => Delete(call, what),
        _ => false,
    };

    private static bool Delete(FluentCall call, Link what)
    {
        var target = new Target();
        var known = true;
        while (call.Take() is { } link)
        {
            if (!target.Read(link, what))
            {
                known = false;
                call.Unknown(link);
            }
        }

        var sql = Sql(call.Generator, what, target);
        if (sql is null && known)
        {
            call.Unread($"what Delete.{what.Name} deletes is not said");
        }

        return sql is null || (what.Name is "Column" or "DefaultConstraint" && call.Generator is SqlServerGenerator
            ? call.SendDrop(what, sql, what.Name == "Column" ? [Values.Name(what), .. target.Columns] : target.Columns)
            : what.Name == "Index" && target.Table is { } table ? call.SendDropIndex(what, sql, table)
            : call.Send(what, sql));
    }

    private static string? Sql(FluentGenerator generator, Link what, Target target)
    {
        var name = Values.First(what);
        switch (what.Name)
        {
            case "Table" when name is not null:
                return generator.DropTable(new ObjectName(target.Schema, name), target.IfExists);
            case "Sequence" when name is not null:
                return $"DROP SEQUENCE {generator.Sequence(new ObjectName(target.Schema, name))};";
        }

        if (target.Table is null)
        {
            return null;
        }

        var table = new ObjectName(target.Schema, target.Table);
        return what.Name switch
        {
            "Column" when name is not null => generator.DropColumns(table, [name, .. target.Columns]),
            "DefaultConstraint" when target.Columns.Count > 0 => generator.DropDefault(table, target.Columns[0]),
            "Index" => generator.DropIndex(name ?? IndexCalls.NameOf(table, target.Columns), table, target.Online),
            "PrimaryKey" or "UniqueConstraint" => generator.DropConstraint(name ?? KeyCalls.NameOf(what.Name == "PrimaryKey", table, target.Columns), table, target.Online),
            "ForeignKey" => generator.DropConstraint(
                name ?? $"FK_{table.Name}_{string.Join("_", target.Columns)}_{target.Referenced}_{string.Join("_", target.ReferencedColumns)}", table, online: null),
            _ => null,
        };
    }

    /// <summary>What the links behind <c>Delete.X</c> say.</summary>
    private sealed class Target
    {
        public string? Schema { get; private set; }

        public string? Table { get; private set; }

        public string? Referenced { get; private set; }

        public List<string> Columns { get; } = [];

        public List<string> ReferencedColumns { get; } = [];

        public bool IfExists { get; private set; }

        public bool? Online { get; private set; }

        public bool Read(Link link, Link what)
        {
            switch (link.Name)
            {
                case "InSchema":
                    Schema = Values.First(link);
                    break;
                case "FromTable" or "OnTable":
                    Table = Values.Name(link);
                    break;
                case "ToTable":
                    Referenced = Values.Name(link);
                    break;
                case "Column" or "Columns" or "OnColumn" or "OnColumns" or "ForeignColumn" or "ForeignColumns":
                    Columns.AddRange(Values.Names(link));
                    break;
                case "PrimaryColumn" or "PrimaryColumns":
                    ReferencedColumns.AddRange(Values.Names(link));
                    break;
                case "IfExists":
                    IfExists = true;
                    break;
                case "Online":
                    Online = Values.Flag(link);
                    break;
                default:
                    return link.Name == "WithOptions" && what.Name == "Index";
            }

            return true;
        }
    }
}
