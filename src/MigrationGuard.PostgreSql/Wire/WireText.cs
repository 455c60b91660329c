using MigrationGuard.Manifests;

namespace MigrationGuard.Postgres.Wire;

/// <summary>A text that a client sent, as it came.</summary>
/// <param name="text">The text.</param>
internal sealed class WireText(string text)
{
    // More than one is rare: the same text with parameters of other types.
    private const int Most = 8;

    private volatile WireStatement[] _typed = [];
    private volatile WireStatement[]? _parts;

    /// <summary>The statements of the text when it is sent as a query.</summary>
    public WireStatement[] Parts => _parts ??= Split();

    /// <summary>The statement with parameters of these types.</summary>
    public WireStatement Typed(ReadOnlySpan<uint> types)
    {
        foreach (var known in _typed)
        {
            if (types.SequenceEqual(known.Types))
            {
                return known;
            }
        }

        var statement = new WireStatement(text, types.ToArray());
        if (_typed.Length < Most)
        {
            _typed = [.. _typed, statement];
        }

        return statement;
    }

    private WireStatement[] Split()
    {
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0 || text.AsSpan(semicolon + 1).IsWhiteSpace())
        {
            return [new WireStatement(text, [])];
        }

        var pieces = SqlPieces.Split(text);
        var parts = new WireStatement[pieces.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new WireStatement(pieces[i].Text, []);
        }

        return parts;
    }
}
