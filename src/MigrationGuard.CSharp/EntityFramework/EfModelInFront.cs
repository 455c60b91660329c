using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The model of a migration as a generator sees it at a call: indexes that a later call creates are not there yet. Source: GetIndexesToRebuild of both providers.</summary>
internal sealed class EfModelInFront(Lazy<EfDesigner?> designer, IReadOnlyList<MigrationCall> calls, Chain at) : IEfModel
{
    /// <inheritdoc />
    public EfTable? Find(EfName table) => designer.Value?.Find(table);

    /// <inheritdoc />
    public IReadOnlyList<EfIndex> Indexes(EfName table)
    {
        var indexes = designer.Value?.Indexes(table) ?? [];
        if (indexes.Count == 0)
        {
            return indexes;
        }

        var later = Later(table);
        return later.Count == 0 ? indexes : [.. indexes.Where(index => !later.Contains(index.Name))];
    }

    private HashSet<string> Later(EfName table)
    {
        var (names, isBehind) = (new HashSet<string>(StringComparer.Ordinal), false);
        foreach (var call in calls)
        {
            if (isBehind && call.Chain.First.Name == "CreateIndex" && new EfCall(call.Chain) is var create && create.Text("table") == table.Name && create.Text("schema") == table.Schema)
            {
                names.Add(create.Text("name") ?? "");
            }

            isBehind |= ReferenceEquals(call.Chain, at);
        }

        return names;
    }
}
