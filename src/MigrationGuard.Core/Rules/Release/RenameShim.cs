using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Release;

/// <summary>A view that takes the name which a table gives up in the same migration.</summary>
internal sealed class RenameShim
{
    private static readonly string[] Events = ["INSERT", "UPDATE", "DELETE"];

    private readonly MigrationContext _migration;

    private RenameShim(MigrationContext migration, StepContext rename, StepContext view)
        => (_migration, Rename, Step, View) = (migration, rename, view, (CreateView)view.Operation);

    /// <summary>The step that renames or moves the table.</summary>
    public StepContext Rename { get; }

    /// <summary>The step that creates the view.</summary>
    public StepContext Step { get; }

    /// <summary>The view.</summary>
    public CreateView View { get; }

    /// <summary>The old name.</summary>
    public ObjectName OldName => Rename.Operation.Table!.Value;

    /// <summary>The new name.</summary>
    public ObjectName NewName => NewNameOf(Rename.Operation)!.Value;

    /// <summary>The view that follows the step; null when the step renames no table or none follows.</summary>
    public static RenameShim? Of(MigrationContext migration, StepContext rename)
    {
        if (NewNameOf(rename.Operation) is null || rename.Operation.Table is not { } old)
        {
            return null;
        }

        return Later.FindStep<CreateView>(migration, rename, old.Name, view => rename.Database.Syntax.Same(view.Name, old)) is { } step ? new RenameShim(migration, rename, step) : null;
    }

    /// <summary>The name that a table gets; null when the operation gives it none.</summary>
    public static ObjectName? NewNameOf(Operation operation) => operation switch
    {
        RenameTable rename => new ObjectName(rename.Name.Schema, rename.NewName),
        MoveTable move => new ObjectName(move.NewSchema, move.Name.Name),
        _ => default(ObjectName?),
    };

    /// <summary>What statements on the old name lose, each as a clause; empty when the view holds.</summary>
    public IReadOnlyList<string> Gaps()
    {
        var gaps = new List<string>();
        var (before, after) = (Rename.Before.Transaction, Step.Before.Transaction);
        if (!before.IsOpen || !after.IsOpen || before.Number != after.Number)
        {
            gaps.Add($"until CREATE VIEW has run nobody finds {OldName}, because the two do not stand in one transaction");
        }

        if (View.Materialized)
        {
            gaps.Add("a materialized view takes no writes and shows the rows of its last refresh");
            return gaps;
        }

        if (View.Sources.Count > 0 && !View.Sources.Exists(s => Step.Database.Syntax.Same(s, NewName)))
        {
            gaps.Add($"it reads {string.Join(", ", View.Sources)} and not {NewName}");
        }

        AddRows(gaps);
        AddColumns(gaps);
        AddWrites(gaps);
        return gaps;
    }

    private void AddRows(List<string> gaps)
    {
        if (View is { Restricts: true, Updatable: true })
        {
            gaps.Add(View.CheckOption
                ? "rows that do not satisfy its WHERE are not seen, and WITH CHECK OPTION refuses to write them"
                : "rows that do not satisfy its WHERE are not seen, not even after the old version wrote them");
        }
        else if (View.Restricts)
        {
            gaps.Add("its query may leave out or repeat rows of the table");
        }
    }

    private void AddColumns(List<string> gaps)
    {
        var output = View.Columns.Count > 0 ? View.Columns : View.OutputColumns;
        if (output is not { } names)
        {
            return;
        }

        var missing = new List<string>();
        foreach (var column in Rename.Before.Schema.Find(OldName)?.Columns ?? default)
        {
            if (!names.Exists(n => Step.Database.Syntax.Same(n, column.Name)))
            {
                missing.Add(column.Name);
            }
        }

        if (missing.Count > 0)
        {
            gaps.Add($"it has no {string.Join(", ", missing)}");
        }
    }

    private void AddWrites(List<string> gaps)
    {
        var refused = View.Updatable ? [] : Array.FindAll(Events, e => !IsReplaced(e));
        if (refused.Length > 0)
        {
            gaps.Add($"{string.Join(", ", refused)} through it fail: it is no plain SELECT of columns of one table and has no INSTEAD OF trigger for them");
        }
    }

    private bool IsReplaced(string action)
        => Later.Find<CreateTrigger>(_migration, Step, OldName.Name, t => t.InsteadOf && IsView(t.Of) && PlainForms.FiresOn(t.Definition, action, Step.Database.Syntax)) is not null
            || Later.Find<CreateRule>(_migration, Step, OldName.Name, r => r.Instead && IsView(r.Of) && PlainForms.FiresOn(r.Definition.Substring(2), action, Step.Database.Syntax)) is not null;

    private bool IsView(ObjectName name) => Step.Database.Syntax.Same(name, OldName);
}
