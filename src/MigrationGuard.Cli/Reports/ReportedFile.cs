using MigrationGuard.Checking;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>A file that was judged.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="Migrations">Its migrations: one, or the way up and the way down.</param>
/// <param name="Findings">The findings with their configured severities, in the order of their places, then ids.</param>
internal sealed record ReportedFile(string Path, string Text, IReadOnlyList<CheckedMigration> Migrations, IReadOnlyList<Finding> Findings)
{
    /// <summary>The line that holds the offset, without its end.</summary>
    public ReadOnlySpan<char> LineAt(int offset)
    {
        var at = Math.Clamp(offset, 0, Text.Length);
        var start = at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;
        var length = Text.AsSpan(start).IndexOf('\n');
        return (length < 0 ? Text.AsSpan(start) : Text.AsSpan(start, length)).TrimEnd('\r');
    }
}
