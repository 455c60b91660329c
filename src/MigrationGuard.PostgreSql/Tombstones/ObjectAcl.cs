namespace MigrationGuard.Postgres.Tombstones;

/// <summary>The rights on an object and on its columns.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Lists">The object's own list, and one for each column.</param>
internal sealed record ObjectAcl(string Owner, IReadOnlyList<Acl> Lists)
{
    // https://www.postgresql.org/docs/current/ddl-priv.html: only these can be given on columns.
    private static readonly string[] OfColumns = ["SELECT", "INSERT", "UPDATE", "REFERENCES"];

    /// <summary>The list of a column, or of the object as column 0; null where there is no such column.</summary>
    public Acl? Of(int column) => Lists.FirstOrDefault(list => list.Column == column);

    /// <summary>The rights with which nobody but the owner reaches the object.</summary>
    public ObjectAcl Withdrawn() => this with { Lists = [.. Lists.Select(OwnerOnly)] };

    /// <summary>The rights with which nobody but the owner reaches some columns, and everybody the others as before.</summary>
    public ObjectAcl WithdrawnFrom(IReadOnlyCollection<int> columns)
    {
        var own = Of(0)!;
        var spread = own.Entries.Where(entry => entry.Grantee != Owner).Select(entry => entry.Without(right => !OfColumns.Contains(right.Name))).OfType<AclEntry>().ToArray();
        if (spread.Length == 0)
        {
            return this with { Lists = [.. Lists.Select(list => columns.Contains(list.Column) ? OwnerOnly(list) : list)] };
        }

        var kept = own with { Text = null, Entries = [.. own.Entries.Select(entry => entry.Grantee == Owner ? entry : entry.Without(right => OfColumns.Contains(right.Name))).OfType<AclEntry>()] };
        return this with { Lists = [.. Lists.Select(list => list.Column == 0 ? kept : columns.Contains(list.Column) ? OwnerOnly(list) : Merged(list, spread))] };
    }

    /// <summary>
    /// The rights to give back: those of before, unless somebody has given or withdrawn some since they were taken away; what somebody decided meanwhile stands.
    /// </summary>
    /// <param name="placed">The rights as they were left behind when they were taken away.</param>
    /// <param name="now">The rights as they are.</param>
    public ObjectAcl Returned(ObjectAcl placed, ObjectAcl now)
    {
        var columns = now.Lists.Select(list => list.Column).ToHashSet();
        var gone = Difference(placed, now, columns).Select(right => (right.Grantee, right.Right.Name)).ToHashSet();
        var given = Difference(now, placed, columns);
        return this with { Lists = [.. Lists.Where(list => columns.Contains(list.Column)).Select(list => Changed(list, gone, [.. given.Where(right => right.Column == list.Column)]))] };
    }

    private static Acl Changed(Acl list, HashSet<(string?, string)> gone, IReadOnlyList<(int, string? Grantee, string Grantor, AclRight Right)> given)
    {
        if (given.Count == 0 && !list.Rights().Any(right => gone.Contains((right.Grantee, right.Right.Name))))
        {
            return list;
        }

        var left = list.Entries.Select(entry => entry.Without(right => gone.Contains((entry.Grantee, right.Name)))).OfType<AclEntry>();
        return Merged(list with { Entries = [.. left] }, [.. given.Select(right => new AclEntry(right.Grantee, right.Grantor, [right.Right]))]);
    }

    private static List<(int Column, string? Grantee, string Grantor, AclRight Right)> Difference(ObjectAcl of, ObjectAcl without, HashSet<int> columns)
    {
        var known = without.Lists.SelectMany(list => list.Rights().Select(right => (list.Column, right.Grantee, right.Grantor, right.Right))).ToHashSet();
        return [.. of.Lists.Where(list => columns.Contains(list.Column) && without.Of(list.Column) is not null)
            .SelectMany(list => list.Rights().Select(right => (list.Column, right.Grantee, right.Grantor, right.Right))).Where(right => !known.Contains(right))];
    }

    private static Acl Merged(Acl list, IReadOnlyList<AclEntry> further)
    {
        var entries = list.Entries.ToList();
        foreach (var entry in further)
        {
            var known = entries.FindIndex(other => other.Grantee == entry.Grantee && other.Grantor == entry.Grantor);
            if (known < 0)
            {
                entries.Add(entry);
                continue;
            }

            var rights = entries[known].Rights.Concat(entry.Rights).GroupBy(right => right.Name, StringComparer.Ordinal).Select(same => new AclRight(same.Key, same.Any(right => right.Grantable)));
            entries[known] = entries[known] with { Rights = [.. rights] };
        }

        return list with { Text = null, Entries = entries };
    }

    private Acl OwnerOnly(Acl list) => list.Entries.All(entry => entry.Grantee == Owner) ? list : list with { Text = null, Entries = [.. list.Entries.Where(entry => entry.Grantee == Owner)] };
}
