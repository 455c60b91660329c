using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging;

/// <summary>A table or column as a user names it: one to three parts, each plain or in double quotes.</summary>
/// <param name="Parts">The parts, unquoted and folded.</param>
internal sealed record UsedName(IReadOnlyList<string> Parts)
{
    /// <summary>Reads a name.</summary>
    /// <exception cref="UsageException">It has no or more than three parts, or a quote without end.</exception>
    public static UsedName Read(string text)
    {
        var parts = new List<string>();
        for (var i = 0; i <= text.Length; i++)
        {
            var end = i < text.Length && text[i] == '"' ? EndOfQuoted(text, i) : text.IndexOf('.', i) is var dot and >= 0 ? dot : text.Length;
            var part = text[i..end];
            parts.Add(part.StartsWith('"') ? part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : part.Trim().ToLowerInvariant());
            i = end < text.Length && text[end] != '.' ? throw Wrong(text) : end;
        }

        return parts.Count is >= 1 and <= 3 && parts.TrueForAll(part => part.Length > 0) ? new UsedName(parts) : throw Wrong(text);
    }

    /// <summary>The statements that use it. <c>a.b</c> may be a table in a schema or a column of a table: both are asked for.</summary>
    public async Task<IReadOnlyList<StatementUse>> FindAsync(IJudge judge, CancellationToken cancellation)
    {
        switch (Parts)
        {
            case [var table]:
                return await judge.UsesAsync(null, table, null, cancellation);
            case [var schema, var table, var column]:
                return await judge.UsesAsync(schema, table, column, cancellation);
            default:
                var asTable = await judge.UsesAsync(Parts[0], Parts[1], null, cancellation);
                return asTable.Count > 0 ? asTable : await judge.UsesAsync(null, Parts[0], Parts[1], cancellation);
        }
    }

    /// <summary>The name as SQL writes it.</summary>
    public override string ToString() => string.Join('.', Parts.Select(part => part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? part : '"' + part.Replace("\"", "\"\"", StringComparison.Ordinal) + '"'));

    private static int EndOfQuoted(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                continue;
            }

            if (i + 1 >= text.Length || text[i + 1] != '"')
            {
                return i + 1;
            }

            i++;
        }

        throw Wrong(text);
    }

    private static UsageException Wrong(string text) => new($"\"{text}\" names no table or column; write TABLE, SCHEMA.TABLE, TABLE.COLUMN or SCHEMA.TABLE.COLUMN");
}
