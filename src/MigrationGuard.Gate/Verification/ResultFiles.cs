using System.Text;
using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Verification;

/// <summary>The files of a pattern (<c>*</c> and <c>?</c> within a name, <c>**</c> for any folders) that one run wrote.</summary>
internal sealed class ResultFiles
{
    // File systems take the time from the last tick of the clock, up to 10 ms ago on Linux.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly EnumerationOptions _options;
    private readonly string _root;
    private readonly Regex _pattern;
    private readonly DateTimeOffset _begun;
    private readonly Dictionary<string, (DateTime Written, long Length)> _before;

    /// <summary>Looks before the run begins.</summary>
    public ResultFiles(string directory, string pattern)
    {
        var parts = Path.Combine(Path.GetFullPath(directory), pattern).Replace('\\', Path.DirectorySeparatorChar == '\\' ? '/' : '\\').Split('/');
        var plain = Math.Min(parts.Length - 1, parts.TakeWhile(part => part.AsSpan().IndexOfAny('*', '?') < 0).Count());
        _options = new() { RecurseSubdirectories = parts.Length - plain > 1, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 20 };
        _root = string.Join('/', parts[..plain]) + "/";
        _pattern = new(Expression(parts[plain..]), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        // The clock of files is the machine's.
        _begun = TimeProvider.System.GetUtcNow();
        _before = Read().ToDictionary(file => file.FullName, file => (file.LastWriteTimeUtc, file.Length), StringComparer.Ordinal);
    }

    /// <summary>All files of the pattern.</summary>
    public IReadOnlyList<string> All() => [.. Read().Select(file => file.FullName).Order(StringComparer.Ordinal)];

    /// <summary>The files that were written since, and how many others there are.</summary>
    public (IReadOnlyList<string> Fresh, int Stale) Since()
    {
        var files = Read().ToList();
        var fresh = files.Where(IsFresh).Select(file => file.FullName).Order(StringComparer.Ordinal).ToList();
        return (fresh, files.Count - fresh.Count);
    }

    private bool IsFresh(FileInfo file) =>
        file.LastWriteTimeUtc >= (_begun - Tick).UtcDateTime && (!_before.TryGetValue(file.FullName, out var before) || before != (file.LastWriteTimeUtc, file.Length));

    private IEnumerable<FileInfo> Read() => !Directory.Exists(_root) ? [] : new DirectoryInfo(_root).EnumerateFiles("*", _options)
        .Where(file => _pattern.IsMatch(Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/')));

    private static string Expression(string[] parts)
    {
        var expression = new StringBuilder("^");
        for (var at = 0; at < parts.Length; at++)
        {
            var isLast = at == parts.Length - 1;
            expression.Append(parts[at] switch
            {
                "" or "." => "",
                "**" when isLast => ".*",
                "**" => "(?:[^/]+/)*",
                var part => Regex.Escape(part).Replace("\\*", "[^/]*", StringComparison.Ordinal).Replace("\\?", "[^/]", StringComparison.Ordinal) + (isLast ? "" : "/"),
            });
        }

        return expression.Append('$').ToString();
    }
}
