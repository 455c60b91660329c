namespace MigrationGuard.Migrations;

/// <summary>A place in a source file. Offsets count UTF-16 characters from 0; line and column count from 1.</summary>
/// <param name="Path">The file as the user named it, with forward slashes.</param>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Line">Line of the first character.</param>
/// <param name="Column">Column of the first character.</param>
public readonly record struct SourceSpan(string Path, int Start, int Length, int Line, int Column)
{
    /// <summary>The place as compilers print it: <c>path(line,column)</c>.</summary>
    public override string ToString() => $"{Path}({Line},{Column})";
}
