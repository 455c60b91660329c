namespace MigrationGuard.Configuration;

/// <summary>Finds what somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>The candidate with the fewest differing letters; the first one of several. Candidates must not be empty.</summary>
    public static string To(string word, IEnumerable<string> candidates) => candidates.OrderBy(candidate => Distance(word, candidate)).First();

    /// <summary>The nearest few, nearest first.</summary>
    public static IEnumerable<string> To(string word, IEnumerable<string> candidates, int count)
        => candidates.OrderBy(candidate => Distance(word, candidate)).Take(count);

    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1)));
            }
        }

        return row[right.Length];
    }
}
