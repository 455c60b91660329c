using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Create.ForeignKey, Create.PrimaryKey and Create.UniqueConstraint.</summary>
internal static class KeyCalls
{
    /// <summary>The name that is said, else the one of FluentMigrator's convention.</summary>
    public static string NameOf(ConstraintCreation constraint)
        => constraint.Name is { Length: > 0 } name ? name : NameOf(constraint.IsPrimaryKey, constraint.Table, constraint.Columns);

    /// <summary>The name of FluentMigrator's convention.</summary>
    public static string NameOf(bool isPrimaryKey, ObjectName table, IEnumerable<string> columns) => $"{(isPrimaryKey ? "PK" : "UC")}_{table.Name}_{string.Join("_", columns)}";

    public static bool CreateForeignKey(FluentCall call, Link what)
    {
        var key = new ForeignKeyCreation(what, Values.First(what));
        call.Expressions.Add(key);
        while (call.Take() is { } link)
        {
            switch (link.Name)
            {
                case "FromTable":
                    key.From = new ObjectName(null, Values.Name(link));
                    break;
                case "InSchema" when key.To.Name is null:
                    key.From = new ObjectName(Values.Name(link), key.From.Name);
                    break;
                case "InSchema":
                    key.To = new ObjectName(Values.Name(link), key.To.Name);
                    break;
                case "ForeignColumn" or "ForeignColumns":
                    key.Columns.AddRange(Values.Names(link));
                    break;
                case "ToTable":
                    key.To = new ObjectName(null, Values.Name(link));
                    break;
                case "PrimaryColumn" or "PrimaryColumns":
                    key.Referenced.AddRange(Values.Names(link));
                    break;
                case "OnDelete" or "OnUpdate" or "OnDeleteOrUpdate":
                    SetRule(key, link);
                    break;
                default:
                    call.Unknown(link);
                    break;
            }
        }

        return call.SendAll();
    }

    /// <summary>Reads OnDelete and OnUpdate.</summary>
    public static void SetRule(ForeignKeyCreation key, Link link)
    {
        var rule = Values.Member(link.Arguments.Of("rule", 0));
        key.OnDelete = link.Name == "OnUpdate" ? key.OnDelete : rule;
        key.OnUpdate = link.Name == "OnDelete" ? key.OnUpdate : rule;
    }

    public static bool CreateConstraint(FluentCall call, Link what)
    {
        var constraint = new ConstraintCreation(what, what.Name == "PrimaryKey", Values.First(what));
        call.Expressions.Add(constraint);
        while (call.Take() is { } link)
        {
            switch (link.Name)
            {
                case "OnTable":
                    constraint.Table = new ObjectName(constraint.Table.Schema, Values.Name(link));
                    break;
                case "WithSchema":
                    constraint.Table = new ObjectName(Values.Name(link), constraint.Table.Name);
                    break;
                case "Column" or "Columns":
                    constraint.Columns.AddRange(Values.Names(link));
                    break;
                case "Clustered" or "NonClustered":
                    constraint.Clustered = link.Name == "Clustered";
                    break;
                case "Online":
                    constraint.Online = Values.Flag(link);
                    break;
                case "Filter":
                    constraint.Filter = Values.First(link);
                    break;
                // The extension stores the columns where the generator does not look for them: nothing is sent.
                case "Include":
                    break;
                default:
                    call.Unknown(link);
                    break;
            }
        }

        return call.SendAll();
    }
}
