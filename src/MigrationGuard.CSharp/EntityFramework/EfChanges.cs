using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>What the calls of a migration change, as far as it tells the model in front of it from the one behind.</summary>
internal sealed class EfChanges
{
    private readonly Dictionary<EfName, EfTableChanges> _tables = [];
    private readonly HashSet<EfName> _made = [];

    /// <summary>The changes of calls.</summary>
    public static EfChanges Of(IReadOnlyList<MigrationCall> calls)
    {
        var changes = new EfChanges();
        foreach (var call in calls)
        {
            if (call.Chain.Links.Count > 0 && EfOperations.Knows(call.Chain.First.Name))
            {
                changes.Add(new EfCall(call.Chain));
            }
        }

        return changes;
    }

    /// <summary>Whether the table has its name from this migration.</summary>
    public bool Makes(EfName table) => _made.Contains(table);

    /// <summary>The changes of a table.</summary>
    public EfTableChanges Of(EfName table)
    {
        if (!_tables.TryGetValue(table, out var changes))
        {
            _tables[table] = changes = new EfTableChanges();
        }

        return changes;
    }

    private void Add(EfCall call)
    {
        var schema = call.Text("schema");
        var name = call.Text("name") ?? "";
        switch (call.Method)
        {
            case "CreateTable":
                _made.Add(new EfName(schema, name));
                return;
            case "RenameTable":
                _made.Add(new EfName(call.Text("newSchema") ?? schema, call.Text("newName") ?? name));
                return;
        }

        if (call.Text("table") is not { } table)
        {
            return;
        }

        var changes = Of(new EfName(schema, table));
        switch (call.Method)
        {
            case "AddColumn" or "CreateIndex" or "AddPrimaryKey" or "AddUniqueConstraint":
                changes.Added.Add(name);
                break;
            case "RenameIndex":
                changes.Added.Add(call.Text("newName") ?? "");
                break;
            case "RenameColumn":
                changes.Renamed[call.Text("newName") ?? ""] = name;
                break;
            case "AlterColumn" when call.Value("oldClrType") is null && call.Value("oldType") is null:
                // Written by hand: what is left out is not known to be the default.
                changes.Added.Add(name);
                break;
            case "AlterColumn" when !changes.Altered.ContainsKey(name):
                changes.Altered[name] = EfColumn.OldOf(call);
                break;
        }
    }
}
