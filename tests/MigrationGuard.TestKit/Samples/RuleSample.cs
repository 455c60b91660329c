using System.Globalization;
using MigrationGuard.Databases;
using MigrationGuard.Rules;

namespace MigrationGuard.TestKit.Samples;

/// <summary>
/// A bad or good sample of a rule: <c>samples/rules/ID/{bad,good}*.{sql,cs}</c>; in C# the same headers stand behind <c>//</c>. The first line names the server (<c>-- sample: postgresql 16</c>,
/// <c>-- sample: sqlserver 2019 standard</c>), lines <c>-- live: VERSION TABLE[.COLUMN] STATEMENTS PLACE</c> say what live versions use, and
/// <c>-- file: NAME [released] [down]</c> begins each migration, <c>-- file: NAME session</c> what another session does meanwhile.
/// </summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Path">Path below the repository root, with forward slashes.</param>
/// <param name="Database">The server.</param>
/// <param name="Files">The migrations in order.</param>
public sealed record RuleSample(string RuleId, string Path, Database Database, IReadOnlyList<SampleFile> Files)
{
    private const string Header = " sample: ";
    private const string FileHeader = " file: ";
    private const string LiveHeader = " live: ";

    /// <summary>What the sample says of live versions; nothing is known when it says nothing.</summary>
    public LiveVersions Live { get; init; } = LiveVersions.Unknown;

    /// <summary>Whether the sample shows what is wrong.</summary>
    public bool IsBad => System.IO.Path.GetFileName(Path).StartsWith("bad", StringComparison.Ordinal);

    /// <summary>Whether a live database decides the rule: the sample is checked on real servers.</summary>
    public bool IsLive => RuleCatalog.Find(RuleId)?.Info.Evidence == Evidence.LiveDatabase;

    /// <summary>Whether its migrations are written in C#.</summary>
    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>All samples of the repository, ordered by path.</summary>
    public static IReadOnlyList<RuleSample> All() => Directory.Exists(RepositoryFiles.Path("samples", "rules"))
        ? [.. Directory.EnumerateFiles(RepositoryFiles.Path("samples", "rules"), "*.*", SearchOption.AllDirectories).Where(file => System.IO.Path.GetExtension(file) is ".sql" or ".cs").Order(StringComparer.Ordinal).Select(Read)]
        : [];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="FormatException">The header is missing or names no known server.</exception>
    public static RuleSample Read(string file)
    {
        var path = System.IO.Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/');
        return Parse(System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file))!, path, File.ReadAllText(file));
    }

    /// <summary>Reads the text of a sample.</summary>
    /// <exception cref="FormatException">The header is missing or names no known server.</exception>
    public static RuleSample Parse(string ruleId, string path, string text)
    {
        var lines = text.Split('\n');
        var comment = path.EndsWith(".cs", StringComparison.Ordinal) ? "//" : "--";
        return lines[0].StartsWith(comment + Header, StringComparison.Ordinal)
            ? new RuleSample(ruleId, path, ServerOf(lines[0][(comment + Header).Length..], path), FilesOf(lines, path, comment + FileHeader)) { Live = LiveOf(lines, comment + LiveHeader) }
            : throw new FormatException($"{path}: the first line must be '{comment}{Header}postgresql 16' or the like");
    }

    /// <inheritdoc />
    public override string ToString() => Path;

    private static Database ServerOf(string text, string path)
    {
        var words = text.Trim().Split(' ');
        var kind = words[0] switch
        {
            "postgresql" => DatabaseKinds.PostgreSql,
            "sqlserver" => DatabaseKinds.SqlServer,
            _ => throw new FormatException($"{path}: unknown server '{words[0]}'"),
        };
        return SampleServers.Create(kind, int.Parse(words[1], CultureInfo.InvariantCulture), words.Length > 2 ? words[2] : null)
            ?? throw new FormatException($"{path}: unknown version in '{text}'");
    }

    private static LiveVersions LiveOf(string[] lines, string header)
    {
        var uses = lines.Where(l => l.StartsWith(header, StringComparison.Ordinal)).Select(l => l[header.Length..].Trim().Split(' ')).Select(UseOf).ToArray();
        return uses.Length == 0 ? LiveVersions.Unknown : new LiveVersions(true, uses) { Labels = uses.Select(u => u.Version).Distinct().ToArray() };
    }

    private static Use UseOf(string[] words)
    {
        var name = words[1].Split('.');
        return new Use(words[0], name[0], name.Length > 1 ? name[1] : null, int.Parse(words[2], CultureInfo.InvariantCulture), words[3]);
    }

    private static List<SampleFile> FilesOf(string[] lines, string path, string header)
    {
        var files = new List<SampleFile>();
        for (var i = 1; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(header, StringComparison.Ordinal))
            {
                continue;
            }

            var words = lines[i][header.Length..].Trim().Split(' ');
            var end = Array.FindIndex(lines, i + 1, l => l.StartsWith(header, StringComparison.Ordinal));
            var body = string.Join('\n', lines[(i + 1)..(end < 0 ? lines.Length : end)]).Trim('\n') + "\n";
            files.Add(new SampleFile(words[0], body, words.Contains("released"), words.Contains("down")) { Session = words.Contains("session") });
        }

        return files.Count > 0 ? files : throw new FormatException($"{path}: no '{header}NAME' line");
    }
}
