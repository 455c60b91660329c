using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Rules;

/// <summary>A use of a table or column by a live version.</summary>
/// <param name="Version">Label of the version.</param>
/// <param name="Table">The table.</param>
/// <param name="Column">The column; null when the table as a whole is meant.</param>
/// <param name="Statements">Number of statements.</param>
/// <param name="Place">Place of one of them in the source, e.g. <c>Orders/UserStore.cs:42</c>; null when it is not known.</param>
public sealed record Use(string Version, ObjectName Table, string? Column, int Statements, string? Place)
{
    /// <summary>Of a use of a table: whether the columns that these statements need are listed apart, so that it stands for none of them.</summary>
    public bool ColumnsApart { get; init; }

    /// <inheritdoc />
    public override string ToString() => Place is null
        ? $"{Version}: {Count}"
        : $"{Version}: {Count}, e.g. {Place}";

    private string Count => Statements == 1 ? "1 statement" : FormattableString.Invariant($"{Statements} statements");
}

/// <summary>The versions that receive traffic now or after a rollback, and what they use.</summary>
/// <param name="Known">Whether anything is known at all; if not, a contract operation is assumed to be needed by somebody.</param>
/// <param name="Uses">What they use.</param>
public sealed record LiveVersions(bool Known, EquatableList<Use> Uses)
{
    /// <summary>Nothing is known.</summary>
    public static LiveVersions Unknown { get; } = new(false, EquatableList<Use>.Empty);

    /// <summary>Whether this is all that they use; if not, what nobody uses here may be needed all the same.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>Labels of the live versions.</summary>
    public EquatableList<string> Labels { get; init; }

    /// <summary>Who uses the table, or the column of it when one is given. Of a version that says how many statements use the table, its columns are not counted beside it.</summary>
    public IEnumerable<Use> Of(ObjectName table, string? column, SqlSyntax syntax)
    {
        var counted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in Uses)
        {
            if (!IsSame(use.Table, table, syntax))
            {
                continue;
            }

            var wanted = column is null
                ? use.Column is null ? counted.Add(use.Version) || !use.ColumnsApart : !counted.Contains(use.Version)
                : use.Column is null ? !use.ColumnsApart : ObjectName.HoldsPlaceholder(column) || string.Equals(use.Column, column, StringComparison.OrdinalIgnoreCase);
            if (wanted)
            {
                yield return use;
            }
        }
    }

    // Manifests are written by many hands: names are compared without regard to case, so that a use is rather found once too often than missed.
    // A name that is only known at run time may be any.
    private static bool IsSame(ObjectName use, ObjectName table, SqlSyntax syntax) => table.IsPlaceholder || string.Equals(use.Name, table.Name, StringComparison.OrdinalIgnoreCase)
        && string.Equals(use.Schema ?? syntax.DefaultSchema, table.Schema ?? syntax.DefaultSchema, StringComparison.OrdinalIgnoreCase);
}
