namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>Compares versions and names as people number them: digits by value, <c>_</c>, <c>-</c> and <c>.</c> as the same separator, the rest ordinally.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    /// <summary>The order.</summary>
    public static VersionOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0]) ? CompareNumbers(ref left, ref right) : CompareOne(ref left, ref right);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareNumbers(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        var a = TakeNumber(ref left);
        var b = TakeNumber(ref right);
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
    }

    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var number = end < 0 ? text : text[..end];
        text = text[number.Length..];
        return number.TrimStart("0");
    }

    private static int CompareOne(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        var (a, b) = (Separator(left[0]), Separator(right[0]));
        left = left[1..];
        right = right[1..];
        return a.CompareTo(b);
    }

    private static char Separator(char c) => c is '_' or '-' ? '.' : c;
}
