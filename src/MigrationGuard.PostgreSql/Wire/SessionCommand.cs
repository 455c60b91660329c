using MigrationGuard.Manifests;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Postgres.Wire;

/// <summary>What the text of a statement says about its session.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Name">The setting in lower case, or the prepared statement; null for all, and where it cannot be told.</param>
/// <param name="Value">The new value as SHOW writes it; null for the default, and where it cannot be told.</param>
internal sealed record SessionCommand(SessionAction Action, string? Name = null, string? Value = null)
{
    private const int MostTokens = 64;

    private static readonly SessionCommand None = new(SessionAction.None);
    private static readonly SessionCommand Nothing = new(SessionAction.Nothing);

    /// <summary>Whether an application's work is done by it.</summary>
    public bool IsWork => Action is SessionAction.None or SessionAction.SetConfig or SessionAction.Prepare;

    /// <summary>Whether the value is one that can be told.</summary>
    public bool IsPlain { get; private init; } = true;

    /// <summary>Reads a statement; never throws.</summary>
    public static SessionCommand Read(string text)
    {
        if (text.Contains("set_config", StringComparison.OrdinalIgnoreCase))
        {
            return SetConfig(new CommandWords(text, int.MaxValue));
        }

        var kind = StatementKinds.Of(text);
        if (kind == StatementKind.Data)
        {
            return None;
        }

        var words = new CommandWords(text, MostTokens);
        return words[0] switch
        {
            "PREPARE" when words[1] != "TRANSACTION" => new SessionCommand(SessionAction.Prepare, words.NameAt(1)),
            "DEALLOCATE" => Deallocate(words, words[1] == "PREPARE" ? 2 : 1),
            "DISCARD" => words[1] == "ALL" ? new SessionCommand(SessionAction.Discard) : Nothing,
            "RESET" => words[1] == "ALL" ? new SessionCommand(SessionAction.ResetAll) : Set(words, 1, SessionAction.Set),
            "ROLLBACK" => words.Contains("TO") ? new SessionCommand(SessionAction.RollbackTo) : Nothing,
            "SET" => words[1] switch
            {
                "CONSTRAINTS" or "TRANSACTION" => Nothing,
                "SESSION" when words[2] is "CHARACTERISTICS" => Nothing,
                "SESSION" when words[2] is not "AUTHORIZATION" => Set(words, 2, SessionAction.Set),
                "LOCAL" => Set(words, 2, SessionAction.SetLocal),
                _ => Set(words, 1, SessionAction.Set),
            },
            _ => kind != StatementKind.Session ? None : Nothing,
        };
    }

    private static SessionCommand Deallocate(CommandWords words, int at)
        => new(SessionAction.Deallocate, words[at] == "ALL" ? null : words.NameAt(at));

    private static SessionCommand Set(CommandWords words, int at, SessionAction action) => (words[at], words[at + 1]) switch
    {
        ("TIME", "ZONE") => Given(words, "timezone", at + 2, action),
        ("XML", "OPTION") => Given(words, "xmloption", at + 2, action),
        ("SESSION", "AUTHORIZATION") => new SessionCommand(action, "session_authorization"),
        ("ROLE", _) => Given(words, "role", at + 1 + (words[at + 1] is "=" or "TO" ? 1 : 0), action),
        _ => Given(words, words.NameAt(at)?.ToLowerInvariant(), at + 2, action),
    };

    private static SessionCommand Given(CommandWords words, string? name, int at, SessionAction action)
    {
        if (at >= words.Count || words[at] == "DEFAULT" || (name == "role" && words[at] == "NONE"))
        {
            return new SessionCommand(action, name);
        }

        var value = words.ValuesFrom(at, quoted: name == "search_path" ? NameQuotes.Kept : NameQuotes.Dropped);
        return new SessionCommand(action, name, value) { IsPlain = value is not null };
    }

    private static SessionCommand SetConfig(CommandWords words)
    {
        var at = words.IndexOf("SET_CONFIG");
        if (at < 0)
        {
            return None;
        }

        var name = words[at + 1] == "(" && words[at + 3] == "," ? words.StringAt(at + 2)?.ToLowerInvariant() : null;
        return new SessionCommand(SessionAction.SetConfig, name) { IsPlain = false };
    }
}
