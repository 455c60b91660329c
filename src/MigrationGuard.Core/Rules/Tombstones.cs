using MigrationGuard.Sql;

namespace MigrationGuard.Rules;

/// <summary>
/// Names under which something is kept out of reach before it is dropped. Renaming to such a name takes something away and adds nothing, so that it is
/// judged like a drop, except that it can be taken back.
/// </summary>
internal static class Tombstones
{
    private const string Prefix = "_dropped_";

    private static readonly string[] Words = ["dropped", "deprecated", "deleted", "tombstone", "retired", "unused", "obsolete", "old", "bak", "backup", "del"];

    /// <summary>The name to give to something that is to be dropped later.</summary>
    public static string Of(string name, SqlSyntax syntax)
    {
        var tombstone = Prefix + name;
        while (syntax.LengthOf(tombstone) > syntax.MaximumNameLength)
        {
            tombstone = tombstone.Substring(0, tombstone.Length - 1);
        }

        return tombstone;
    }

    /// <summary>Whether the name says that what it names is not in use any more.</summary>
    public static bool Is(string name)
    {
        foreach (var word in Words)
        {
            if (name.EndsWith("_" + word, StringComparison.OrdinalIgnoreCase) || (name[0] == '_' && name.StartsWith("_" + word + "_", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
