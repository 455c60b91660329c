using Npgsql;

namespace MigrationGuard.Cli.Configuration;

/// <summary>libpq's two forms of a connection, addresses and <c>key=value</c> lists separated by blanks, as Npgsql's settings.</summary>
/// <remarks>https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING</remarks>
internal static class LibpqConnection
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["host"] = "Host",
        ["hostaddr"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["passfile"] = "Passfile",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["channel_binding"] = "Channel Binding",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <summary>The settings by libpq's keyword; null when the text is in neither form.</summary>
    /// <exception cref="FormatException">It begins like one and is none.</exception>
    public static IReadOnlyDictionary<string, string>? Read(string text)
        => Array.Find(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } scheme ? ReadAddress(text[scheme.Length..])
            : text.Contains(';', StringComparison.Ordinal) || !text.Contains(' ', StringComparison.Ordinal) || !Keywords.ContainsKey(text.Split('=')[0].Trim()) ? null
            : ReadList(text);

    /// <summary>Npgsql's settings.</summary>
    /// <exception cref="KeyNotFoundException">A keyword has no counterpart in Npgsql.</exception>
    public static NpgsqlConnectionStringBuilder Builder(IReadOnlyDictionary<string, string> settings)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (var (keyword, value) in settings)
        {
            // verify-full is VerifyFull in Npgsql.
            builder[Keywords[keyword]] = keyword is "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return builder;
    }

    private static Dictionary<string, string> ReadAddress(string rest)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var query = rest.Split('?', 2);
        var slash = query[0].IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? query[0] : query[0][..slash];
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at].Split(':', 2);
            Set(settings, "user", user[0]);
            Set(settings, "password", user.Length > 1 ? user[1] : "");
        }

        SetHosts(settings, authority[(at + 1)..]);
        Set(settings, "dbname", slash < 0 ? "" : query[0][(slash + 1)..]);
        foreach (var pair in query.Length < 2 ? [] : query[1].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Set(settings, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? parts[1] : throw new FormatException());
        }

        return settings;
    }

    // Npgsql takes several hosts as host:port,host:port and a single one apart from its port.
    private static void SetHosts(Dictionary<string, string> settings, string hosts)
    {
        var port = hosts.LastIndexOf(':');
        if (hosts.Contains(',', StringComparison.Ordinal) || port < 0 || hosts.EndsWith(']'))
        {
            Set(settings, "host", hosts.Trim('[', ']'));
            return;
        }

        Set(settings, "host", hosts[..port].Trim('[', ']'));
        Set(settings, "port", hosts[(port + 1)..]);
    }

    private static void Set(Dictionary<string, string> settings, string keyword, string value)
    {
        if (value.Length > 0)
        {
            settings[keyword] = Uri.UnescapeDataString(value);
        }
    }

    private static Dictionary<string, string> ReadList(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = SkipBlanks(text, 0); at < text.Length; at = SkipBlanks(text, at))
        {
            var equals = text.IndexOf('=', at);
            var keyword = equals < 0 ? throw new FormatException() : text[at..equals].Trim();
            settings[keyword] = ReadValue(text, SkipBlanks(text, equals + 1), out at);
        }

        return settings;
    }

    private static string ReadValue(string text, int at, out int end)
    {
        var value = new System.Text.StringBuilder();
        var quoted = at < text.Length && text[at] == '\'';
        for (end = quoted ? at + 1 : at; end < text.Length && (quoted ? text[end] != '\'' : text[end] != ' '); end++)
        {
            end += text[end] == '\\' && end + 1 < text.Length ? 1 : 0;
            value.Append(text[end]);
        }

        end += quoted ? 1 : 0;
        return end <= text.Length ? value.ToString() : throw new FormatException();
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at;
    }
}
