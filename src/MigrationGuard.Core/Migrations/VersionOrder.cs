namespace MigrationGuard.Migrations;

/// <summary>Compares versions and names as people number them: digits by value, <c>_</c>, <c>-</c> and <c>.</c> as the same separator, the rest ordinally.</summary>
public sealed class VersionOrder : IComparer<string>
{
    /// <summary>The order.</summary>
    public static VersionOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? "", y ?? "");
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var order = IsDigit(left, i) && IsDigit(right, j) ? CompareNumbers(left, ref i, right, ref j) : Separator(left[i++]).CompareTo(Separator(right[j++]));
            if (order != 0)
            {
                return order;
            }
        }

        return (left.Length - i).CompareTo(right.Length - j);
    }

    private static int CompareNumbers(string left, ref int i, string right, ref int j)
    {
        var (a, b) = (SkipZeros(left, i), SkipZeros(right, j));
        (i, j) = (SkipDigits(left, a), SkipDigits(right, b));
        return i - a != j - b ? (i - a).CompareTo(j - b) : string.CompareOrdinal(left, a, right, b, i - a);
    }

    private static int SkipZeros(string text, int at)
    {
        while (at < text.Length && text[at] == '0')
        {
            at++;
        }

        return at;
    }

    private static int SkipDigits(string text, int at)
    {
        while (IsDigit(text, at))
        {
            at++;
        }

        return at;
    }

    private static bool IsDigit(string text, int at) => at < text.Length && text[at] is >= '0' and <= '9';

    private static char Separator(char c) => c is '_' or '-' ? '.' : c;
}
