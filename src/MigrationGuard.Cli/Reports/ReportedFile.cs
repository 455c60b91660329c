using MigrationGuard.Checking;
using MigrationGuard.Cli.Checking.Waivers;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>A file that was judged.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="Migrations">Its migrations: one, or the way up and the way down; in C# as many as there are classes, none in a file that only helps others.</param>
/// <param name="Findings">The findings with their configured severities, in the order of their places, then ids.</param>
internal sealed record ReportedFile(string Path, string Text, IReadOnlyList<CheckedMigration> Migrations, IReadOnlyList<Finding> Findings)
{
    /// <summary>The findings that somebody waived, with their fingerprints.</summary>
    public IReadOnlyList<(Finding Finding, string Id, Waiver Waiver)> Waived { get; init; } = [];

    /// <summary>Texts of other files in which its migrations do something, by path.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    /// <summary>The text of the file in which a place is; empty when it is not known.</summary>
    public string TextOf(SourceSpan span) => span.Path == Path ? Text : Others.GetValueOrDefault(span.Path, "");

    /// <summary>The line in which a place begins, without its end.</summary>
    public ReadOnlySpan<char> LineAt(SourceSpan span)
    {
        var text = TextOf(span);
        var at = Math.Clamp(span.Start, 0, text.Length);
        var start = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        var length = text.AsSpan(start).IndexOf('\n');
        return (length < 0 ? text.AsSpan(start) : text.AsSpan(start, length)).TrimEnd('\r');
    }
}
