namespace MigrationGuard.CSharp.Reading;

/// <summary>Finds the file that a migration names by a path, a file name or the name of an embedded resource.</summary>
public static class ScriptNames
{
    /// <summary>
    /// The file whose path ends like the name, part by part, in more parts than that of any other: <c>App.Scripts.fill.sql</c> and <c>..\Scripts\fill.sql</c>
    /// both mean <c>/src/App/Scripts/fill.sql</c>. Null when there is none, or several are equally near.
    /// </summary>
    /// <param name="name">What the migration says.</param>
    /// <param name="paths">The files.</param>
    public static string? Find(string name, IEnumerable<string> paths)
    {
        var wanted = Parts(name);
        string? nearest = null;
        var most = 0;
        foreach (var path in paths)
        {
            var common = Common(wanted, Parts(path));
            if (common >= FileParts(path) && common >= most)
            {
                (nearest, most) = (common == most ? null : path, common);
            }
        }

        return nearest;
    }

    // The file's own name has to be named whole.
    private static int FileParts(string path) => Parts(path.Substring(path.LastIndexOfAny(['/', '\\']) + 1)).Length;

    private static int Common(string[] left, string[] right)
    {
        var count = 0;
        while (count < left.Length && count < right.Length
            && string.Equals(left[left.Length - 1 - count], right[right.Length - 1 - count], StringComparison.OrdinalIgnoreCase))
        {
            count++;
        }

        return count;
    }

    // Resource names have underscores where folders have what no identifier can.
    private static string[] Parts(string name) => name.Replace('-', '_').Replace(' ', '_').Split(['.', '/', '\\'], StringSplitOptions.RemoveEmptyEntries);
}
