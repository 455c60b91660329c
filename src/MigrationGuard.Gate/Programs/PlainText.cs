using System.Text;
using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Programs;

/// <summary>Text from outside, as any ledger and terminal takes it.</summary>
internal static partial class PlainText
{
    /// <summary>One line without control characters, colours and halves of characters; the lines of the text are separated by bars.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder();
        var gap = "";
        foreach (var rune in Colours().Replace(text, "").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r')
            {
                gap = plain.Length > 0 ? " | " : "";
            }
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                gap = gap.Length > 0 || plain.Length == 0 ? gap : " ";
            }
            else
            {
                plain.Append(gap).Append(rune);
                gap = "";
            }
        }

        return plain.ToString();
    }

    /// <summary>The beginning of a line, marked where it is cut.</summary>
    public static string Head(string line, int length) => line.Length <= length ? line : Whole(line[..length]) + "…";

    /// <summary>The end of a line, marked where it is cut.</summary>
    public static string Tail(string line, int length) => line.Length <= length ? line : "…" + Whole(line[^length..]);

    /// <summary>The first of many, and how many there are besides.</summary>
    public static string Some(IReadOnlyCollection<string> many, int few) =>
        string.Join(", ", many.Take(few)) + (many.Count > few ? $" and {many.Count - few} more" : "");

    // A cut can leave half of a character at an end, which UTF-8 cannot store.
    private static string Whole(string cut) =>
        cut.Length > 0 && char.IsLowSurrogate(cut[0]) ? Whole(cut[1..]) : cut.Length > 0 && char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;

    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)?)")]
    private static partial Regex Colours();
}
