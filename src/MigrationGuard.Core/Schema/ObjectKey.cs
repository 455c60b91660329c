using MigrationGuard.Operations;

namespace MigrationGuard.Schema;

/// <summary>A name within its kind: a role and a schema may have the same name.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name.</param>
public readonly record struct ObjectKey(ObjectKind Kind, ObjectName Name)
{
    internal sealed class Comparer(IComparer<ObjectName> names) : IComparer<ObjectKey>
    {
        public int Compare(ObjectKey x, ObjectKey y)
        {
            var order = ((int)x.Kind).CompareTo((int)y.Kind);
            return order != 0 ? order : names.Compare(x.Name, y.Name);
        }
    }
}
