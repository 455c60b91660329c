using MigrationGuard.Cli.Sources;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Configuration;

/// <summary>One <c>.editorconfig</c>: the lines about severities of our rules, by section.</summary>
internal sealed class EditorConfigFile
{
    private const string Prefix = "dotnet_diagnostic.";
    private const string Suffix = ".severity";
    private readonly List<(Glob? Section, string Rule, string Value)> _lines = [];
    private readonly string _folder;

    private EditorConfigFile(string folder, string text)
    {
        _folder = folder;
        Glob? section = null;
        var inSection = false;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim("\uFEFF \t");
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = new Glob(Pattern(line[1..^1].ToString()));
                inSection = true;
            }
            else if (line.IndexOf('=') is var equals and > 0)
            {
                Property(line[..equals].Trim(), WithoutComment(line[(equals + 1)..]), section, inSection);
            }
        }
    }

    /// <summary>Whether files further up do not count.</summary>
    public bool IsRoot { get; private set; }

    /// <summary>The file of a folder, or null when there is none or it cannot be read.</summary>
    public static EditorConfigFile? Find(string folder)
    {
        var path = Path.Combine(folder, ".editorconfig");
        try
        {
            return File.Exists(path) ? new EditorConfigFile(folder, File.ReadAllText(path)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The text of a file in a folder.</summary>
    public static EditorConfigFile Parse(string folder, string text) => new(folder, text);

    /// <summary>The severity of a rule in a file below the folder, given what files further up say.</summary>
    public Severity? Apply(string ruleId, string file, Severity? severity)
    {
        string? relative = null;
        foreach (var (section, rule, value) in _lines)
        {
            if (string.Equals(rule, ruleId, StringComparison.OrdinalIgnoreCase)
                && section?.Matches(relative ??= Path.GetRelativePath(_folder, file).Replace('\\', '/')) == true)
            {
                severity = Read(value, severity);
            }
        }

        return severity;
    }

    private static Severity? Read(string value, Severity? before) => value.ToLowerInvariant() switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "suggestion" => Severity.Info,
        "silent" or "none" => Severity.None,
        "default" => null,
        _ => before,
    };

    // A pattern without a slash matches in every folder below; one with a slash from this folder on.
    private static string Pattern(string section) => section.StartsWith('/') ? section[1..] : section.Contains('/') ? section : "**/" + section;

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> value)
    {
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] is '#' or ';' && value[i - 1] is ' ' or '\t')
            {
                return value[..i].Trim();
            }
        }

        return value.Trim();
    }

    private void Property(ReadOnlySpan<char> key, ReadOnlySpan<char> value, Glob? section, bool inSection)
    {
        if (!inSection)
        {
            IsRoot |= key.Equals("root", StringComparison.OrdinalIgnoreCase) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
        }
        else if (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
            && key.Length > Prefix.Length + Suffix.Length)
        {
            _lines.Add((section, key[Prefix.Length..^Suffix.Length].ToString(), value.ToString()));
        }
    }
}
