using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>A piece of HTML. It is made from literals of this program only: whatever stands in a hole is escaped.</summary>
/// <param name="Text">The source.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary>Nothing.</summary>
    public static Markup Empty { get; } = new("");

    /// <summary>A piece from a literal with holes.</summary>
    public static Markup Of(ref Handler handler) => new(handler.Text);

    /// <summary>A piece for each, one behind the other.</summary>
    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> piece) => new(string.Concat(items.Select(item => piece(item).Text)));

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>Escapes the holes of a literal.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Handler(int literals, int holes)
    {
        private static readonly SearchValues<char> Turning = SearchValues.Create("\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        private readonly StringBuilder _text = new(literals + (holes * 24));

        /// <summary>What came of it.</summary>
        public string Text => _text.ToString();

        /// <summary>A part of the literal.</summary>
        public void AppendLiteral(string literal) => _text.Append(literal);

        /// <summary>A piece, as it is.</summary>
        public void AppendFormatted(Markup piece) => _text.Append(piece.Text);

        /// <summary>A text, escaped.</summary>
        public void AppendFormatted(string? text) => _text.Append(text is null ? "" : Encoder.Encode(Straight(text)));

        /// <summary>A number.</summary>
        public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>A number.</summary>
        public void AppendFormatted(double number, string format = "0.##") => _text.Append(number.ToString(format, CultureInfo.InvariantCulture));

        // A name with such a character turns round what stands behind it.
        private static string Straight(string text) => text.AsSpan().IndexOfAny(Turning) < 0 ? text : string.Concat(text.Select(letter => Turning.Contains(letter) ? '\uFFFD' : letter));
    }
}
