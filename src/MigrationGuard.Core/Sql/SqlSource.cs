namespace MigrationGuard.Sql;

/// <summary>A part of a file that holds SQL. Positions that come out of reading it count from the beginning of the file.</summary>
/// <param name="Path">The file as the user named it.</param>
/// <param name="Text">The text of the whole file.</param>
/// <param name="Start">Offset at which the part begins.</param>
/// <param name="End">Offset behind its last character.</param>
public readonly record struct SqlSource(string Path, string Text, int Start, int End)
{
    /// <summary>A whole file.</summary>
    public SqlSource(string path, string text)
        : this(path, text, 0, text.Length)
    {
    }
}
