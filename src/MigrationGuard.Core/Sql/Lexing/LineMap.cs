namespace MigrationGuard.Sql.Lexing;

/// <summary>Turns offsets into lines and columns. Lines end at LF, CR LF or a lone CR; the text is walked once, as far as it is asked for.</summary>
/// <param name="text">The whole text of the file.</param>
internal sealed class LineMap(string text)
{
    private static readonly char[] LineEnds = ['\r', '\n'];
    private readonly List<int> _starts = [0];
    private int _walked;

    /// <summary>Line and column of an offset, both counted from 1.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        Walk(Math.Min(offset, text.Length));
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - _starts[line] + 1);
    }

    private void Walk(int offset)
    {
        while (_walked < offset)
        {
            var end = text.IndexOfAny(LineEnds, _walked, offset - _walked);
            if (end < 0)
            {
                _walked = offset;
                return;
            }

            _walked = end + 1;
            if (text[end] == '\r' && _walked < text.Length && text[_walked] == '\n')
            {
                _walked++;
            }

            _starts.Add(_walked);
        }
    }
}
