using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>The text that is read: a part of the file, or a string in it that is executed.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">Offset at which to begin.</param>
/// <param name="End">Offset at which to stop.</param>
/// <param name="Map">Where an executed string stands in the file; null for the file itself.</param>
/// <param name="Depth">How many strings the text is wrapped in.</param>
internal sealed record ScriptText(string Text, int Start, int End, OffsetMap? Map, int Depth)
{
    public static ScriptText Of(SqlSource source) => new(source.Text, source.Start, source.End, null, 0);

    /// <summary>A string of this text that is executed.</summary>
    /// <param name="value">What stands between the quotes.</param>
    /// <param name="map">Where it stands in this text.</param>
    public ScriptText Inside(string value, OffsetMap map) => new(value, 0, value.Length, Map is null ? map : map.Within(Map), Depth + 1);

    /// <summary>The offset in the file.</summary>
    public int Locate(int offset) => Map?.Locate(offset) ?? offset;

    /// <summary>The offset in the file behind the character before an offset.</summary>
    public int LocateEnd(int offset) => Map is null ? offset : Map.Locate(Math.Max(0, offset - 1)) + 1;
}
