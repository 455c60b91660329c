using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>What psql's backslash commands mean for a script. https://www.postgresql.org/docs/current/app-psql.html</summary>
internal static class ClientCommands
{
    /// <summary>Whether the command sends the statement in front of it (<c>\g</c>, <c>\gset</c>, <c>\gexec</c>, <c>\crosstabview</c>, <c>\watch</c>).</summary>
    public static bool EndsStatement(string text, Token command) => Name(text, command) is "g" or "gx" or "gset" or "gexec" or "gdesc" or "crosstabview" or "watch" or "bind";

    /// <summary>Whether the rows of the statement in front are executed as SQL.</summary>
    public static bool ExecutesResult(string text, Token command) => Name(text, command) == "gexec";

    /// <summary>Whether another file is run.</summary>
    public static bool ReadsFile(string line) => Word(line) is "i" or "ir" or "include" or "include_relative";

    /// <summary>Whether it is <c>\copy</c>.</summary>
    public static bool Copies(string line) => Word(line) == "copy";

    /// <summary>Whether the lines behind <c>\copy</c> are its data.</summary>
    public static bool ReadsData(string line)
    {
        for (var from = line.IndexOf("FROM", StringComparison.OrdinalIgnoreCase); from >= 0; from = line.IndexOf("FROM", from + 4, StringComparison.OrdinalIgnoreCase))
        {
            var source = from + 4;
            while (source < line.Length && CharacterKinds.IsSpace(line[source]))
            {
                source++;
            }

            if (source > from + 4 && string.Compare(line, source, "STDIN", 0, 5, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many <c>\if</c> the command opens or closes.</summary>
    public static int ConditionChange(string line) => Word(line) switch
    {
        "if" => 1,
        "endif" => -1,
        _ => 0,
    };

    private static string Name(string text, Token command) => Word(text.Substring(command.Start, Math.Min(command.Length, 20)));

    private static string Word(string line)
    {
        var end = 1;
        while (end < line.Length && CharacterKinds.IsWordPart(line[end]))
        {
            end++;
        }

        return line.Substring(1, end - 1);
    }
}
