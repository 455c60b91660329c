using System.Diagnostics.CodeAnalysis;

namespace MigrationGuard.Manifests;

/// <summary>Replaces the placeholders of client libraries by the numbered parameters that the server gets.</summary>
public static class NamedParameters
{
    /// <summary>Replaces <c>@name</c> and <c>:name</c> (Npgsql, Dapper), or each <c>?</c> (JDBC, where <c>??</c> is the operator).</summary>
    /// <param name="text">The statement as the application writes it.</param>
    /// <param name="style">How it writes parameters.</param>
    /// <param name="known">The names that it gives values to; null when they are not known, then every possible name is one.</param>
    /// <param name="result">The text with <c>$1</c>, <c>$2</c>, … in order of first appearance; names are compared without case, as Npgsql does.</param>
    /// <param name="error">Why the placeholders cannot be told, with line and column.</param>
    public static bool TryRewrite(
        string text, PlaceholderStyle style, IReadOnlyCollection<string>? known, [NotNullWhen(true)] out NumberedSql? result, [NotNullWhen(false)] out string? error)
    {
        error = StatementText.Fault(text);
        var rewriter = error is null ? new PlaceholderRewriter(text, style, known) : null;
        result = rewriter?.Rewrite();
        error ??= rewriter?.Error;
        return result is not null;
    }
}
