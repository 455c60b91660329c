using MigrationGuard.Manifests;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Unproven;

/// <summary>Tells statements that depend on no object of an application: of the session, of the guard, of cursors, and what drivers ask the catalogs.</summary>
/// <param name="ownFunctions">Names of functions that somebody defined, in lower case: what calls one is no question to the server.</param>
public sealed class ServerQuestions(IReadOnlySet<string> ownFunctions)
{
    private static readonly HashSet<string> Behind = new(StringComparer.Ordinal) { "where", "group", "having", "order", "limit", "offset", "union", "except", "intersect", "window", "for", "fetch", "returning" };

    /// <summary>Whether a statement is one.</summary>
    public bool Holds(string sql)
    {
        var words = Words(sql);
        return words is [] || StatementKinds.Of(sql) == StatementKind.Session || words[0] is "fetch" or "close" or "move" || IsOfGuard(words) || (words[0] == "select" && AsksServer(words));
    }

    private static bool IsOfGuard(List<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i] == "migration_guard" && words[i + 1] == ".")
            {
                return true;
            }
        }

        return false;
    }

    // Every name that FROM and JOIN list belongs to the server, and so does every function that is called.
    private bool AsksServer(List<string> words)
    {
        var lists = new Stack<bool>();
        var isListing = false;
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "(":
                    lists.Push(isListing);
                    isListing = false;
                    break;
                case ")":
                    isListing = lists.TryPop(out var before) && before;
                    break;
                case "into":
                    return false;
                case "from" or "join":
                    isListing = true;
                    if (!IsOfServer(words, i + 1))
                    {
                        return false;
                    }

                    break;
                case "," when isListing && !IsOfServer(words, i + 1):
                    return false;
                case var word when Behind.Contains(word):
                    isListing = false;
                    break;
                case var word when i + 1 < words.Count && words[i + 1] == "(" && ownFunctions.Contains(word):
                    return false;
            }
        }

        return true;
    }

    // A function in FROM is judged with the functions, a subquery when its own FROM comes.
    private static bool IsOfServer(List<string> words, int place)
    {
        while (place < words.Count && words[place] is "only" or "lateral" or "rows")
        {
            place++;
        }

        return place < words.Count && (words[place] is "(" or "pg_catalog" or "information_schema" || words[place].StartsWith("pg_", StringComparison.Ordinal)
            || (place + 1 < words.Count && words[place + 1] == "(") || words[place] is "?");
    }

    private static List<string> Words(string sql) => [.. StatementShape.Of(sql).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
