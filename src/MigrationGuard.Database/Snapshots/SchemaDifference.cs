using System.Text.Json;

namespace MigrationGuard.Snapshots;

/// <summary>What differs between two snapshots.</summary>
/// <param name="Changes">By kind and name of the object, then by fact.</param>
public sealed record SchemaDifference(IReadOnlyList<SchemaChange> Changes)
{
    /// <summary>Whether the snapshots are equal.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Compares two snapshots.</summary>
    public static SchemaDifference Between(SchemaSnapshot before, SchemaSnapshot after)
    {
        var changes = new List<SchemaChange>();
        var names = before.Objects.Concat(after.Objects).Select(found => (found.Kind, found.Identity)).Distinct();
        foreach (var (kind, identity) in names.OrderBy(name => name.Kind, StringComparer.Ordinal).ThenBy(name => name.Identity, StringComparer.Ordinal))
        {
            Compare(before.Find(kind, identity), after.Find(kind, identity), changes);
        }

        return new SchemaDifference([.. changes.Where(change => !IsMirrored(change.Path))]);
    }

    /// <summary>One sentence a line.</summary>
    public override string ToString() => string.Join('\n', Changes);

    // A foreign key is told by the table that has it; the other one has triggers of its own for it, which can be disabled.
    private static bool IsMirrored(IReadOnlyList<string> path) => path is ["referenced_by", ..] && path[^1] != "triggers";

    private static void Compare(SchemaObject? before, SchemaObject? after, List<SchemaChange> changes)
    {
        if (before is null || after is null)
        {
            var found = (before ?? after)!;
            changes.Add(new SchemaChange { Change = before is null ? ChangeKind.Added : ChangeKind.Dropped, Subject = found, Path = [], Old = before?.CanonicalFacts, New = after?.CanonicalFacts });
        }
        else if (!before.Equals(after))
        {
            Compare(after, [], before.Facts, after.Facts, changes);
        }
    }

    private static void Compare(SchemaObject found, string[] path, JsonElement before, JsonElement after, List<SchemaChange> changes)
    {
        if (before.ValueKind is not JsonValueKind.Object || after.ValueKind is not JsonValueKind.Object)
        {
            var (old, now) = (CanonicalJson.Write(before), CanonicalJson.Write(after));
            if (old != now)
            {
                changes.Add(new SchemaChange { Change = ChangeKind.Changed, Subject = found, Path = path, Old = old, New = now });
            }

            return;
        }

        foreach (var name in before.EnumerateObject().Concat(after.EnumerateObject()).Select(member => member.Name).Distinct().Order(StringComparer.Ordinal))
        {
            var hasOld = before.TryGetProperty(name, out var old);
            var hasNew = after.TryGetProperty(name, out var now);
            if (hasOld && hasNew)
            {
                Compare(found, [.. path, name], old, now, changes);
            }
            else
            {
                changes.Add(new SchemaChange
                {
                    Change = hasNew ? ChangeKind.Added : ChangeKind.Dropped,
                    Subject = found,
                    Path = [.. path, name],
                    Old = hasOld ? CanonicalJson.Write(old) : null,
                    New = hasNew ? CanonicalJson.Write(now) : null,
                });
            }
        }
    }
}
