using MigrationGuard.Operations;

namespace MigrationGuard.Rules;

/// <summary>
/// Where in a migration operations of a type stand that name something, so that a rule finds the counterpart of a step without looking at all the others: work that grows with the
/// square of the statements takes minutes on a script of thousands. Names are compared without schema and case; who asks compares again.
/// </summary>
internal sealed class StepIndex
{
    private static readonly IReadOnlyList<int> Nowhere = [];

    private readonly Dictionary<(Type, string), List<int>> _places = new(Keys.Comparer);

    public StepIndex(MigrationContext migration)
    {
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            File(migration.Steps[i].Operation, i);
        }
    }

    /// <summary>Positions of the operations of a type in order; with a name, of those that name a table, column or other object so.</summary>
    public IReadOnlyList<int> Of<TOperation>(string name = "")
        where TOperation : Operation
        => _places.TryGetValue((typeof(TOperation), name), out var places) ? places : Nowhere;

    private void File(Operation operation, int at)
    {
        var type = operation.GetType();
        Add(type, "", at);
        if (operation.Table is { } table)
        {
            Add(type, table.Name, at);
        }

        switch (operation)
        {
            case AddColumn add:
                Add(type, add.Column.Name, at);
                break;
            case DropIndex drop:
                Add(type, drop.Name.Name, at);
                break;
            case CreateEnum create:
                Add(type, create.Name.Name, at);
                break;
            case RenameType rename:
                Add(type, rename.Name.Name, at);
                Add(type, rename.NewName, at);
                break;
            case RenameTable rename:
                Add(type, rename.NewName, at);
                break;
            case CreateView create:
                Add(type, create.Name.Name, at);
                break;
            case CreateRoutine create:
                Add(type, create.Name.Name, at);
                break;
            case CreateSequence create:
                Add(type, create.Name.Name, at);
                break;
            case CreateObject create:
                Add(type, create.Name.Name, at);
                break;
            default:
                FileLists(operation, type, at);
                break;
        }
    }

    private void FileLists(Operation operation, Type type, int at)
    {
        switch (operation)
        {
            case Grant grant:
                foreach (var granted in grant.Objects)
                {
                    Add(type, granted.Name, at);
                }

                break;
            case UpdateRows update:
                foreach (var column in update.Columns)
                {
                    Add(type, column, at);
                }

                break;
            default:
                break;
        }
    }

    private void Add(Type type, string name, int at)
    {
        if (!_places.TryGetValue((type, name), out var places))
        {
            _places.Add((type, name), places = []);
        }

        if (places.Count == 0 || places[places.Count - 1] != at)
        {
            places.Add(at);
        }
    }

    private sealed class Keys : IEqualityComparer<(Type Type, string Name)>
    {
        public static Keys Comparer { get; } = new();

        public bool Equals((Type Type, string Name) x, (Type Type, string Name) y) => x.Type == y.Type && string.Equals(x.Name, y.Name, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((Type Type, string Name) key) => unchecked((key.Type.GetHashCode() * 31) + StringComparer.OrdinalIgnoreCase.GetHashCode(key.Name));
    }
}
