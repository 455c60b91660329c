using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Classifying;

/// <summary>When one foreign key stands for another.</summary>
internal static class Replaced
{
    /// <summary>The action in one spelling; NO ACTION when nothing is written.</summary>
    public static string ActionOf(string? action) => action?.ToUpperInvariant() ?? "NO ACTION";

    /// <summary>Whether both demand the same of writes, whatever they do on DELETE and UPDATE.</summary>
    public static bool By(ForeignKeyConstraint key, ForeignKeyConstraint old, SqlSyntax syntax)
    {
        if (!syntax.Same(key.Referenced, old.Referenced) || key.Columns.Count != old.Columns.Count || key.Match != old.Match)
        {
            return false;
        }

        for (var i = 0; i < key.Columns.Count; i++)
        {
            if (!syntax.Same(key.Columns[i], old.Columns[i]))
            {
                return false;
            }
        }

        return true;
    }
}
