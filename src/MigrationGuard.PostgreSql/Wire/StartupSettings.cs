using System.Text;

namespace MigrationGuard.Postgres.Wire;

/// <summary>The settings of a start-up packet, those in <c>options</c> included. https://www.postgresql.org/docs/current/protocol-message-formats.html</summary>
internal static class StartupSettings
{
    /// <summary>The settings by name in lower case.</summary>
    public static Dictionary<string, string> Read(IReadOnlyDictionary<string, string> parameters)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            if (name is not ("user" or "database" or "options" or "replication"))
            {
                settings[name.ToLowerInvariant()] = value;
            }
        }

        if (parameters.TryGetValue("options", out var options))
        {
            ReadOptions(Words(options), settings);
        }

        return settings;
    }

    private static void ReadOptions(List<string> words, Dictionary<string, string> settings)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var setting = words[i] switch
            {
                "-c" when i + 1 < words.Count => words[++i],
                ['-', 'c', .. var rest] => rest,
                ['-', '-', .. var rest] => rest,
                _ => "",
            };
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                settings[setting[..equals].ToLowerInvariant().Replace('-', '_')] = setting[(equals + 1)..];
            }
        }
    }

    private static List<string> Words(string options)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < options.Length; i++)
        {
            if (char.IsWhiteSpace(options[i]))
            {
                End(words, word);
                continue;
            }

            i += options[i] == '\\' && i + 1 < options.Length ? 1 : 0;
            word.Append(options[i]);
        }

        End(words, word);
        return words;
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
