namespace MigrationGuard.Sql.Lexing;

/// <summary>What the lexers of the dialects differ in.</summary>
internal sealed record LexerOptions
{
    /// <summary>PostgreSQL with psql. https://www.postgresql.org/docs/current/sql-syntax-lexical.html</summary>
    public static LexerOptions PostgreSql { get; } = new()
    {
        DollarQuotes = true,
        EscapeStrings = true,
        UnicodeStrings = true,
        BitStrings = true,
        NationalStrings = true,
        NestedComments = true,
        ColonVariables = true,
        BackslashCommands = true,
        FoldsToLowerCase = true,
    };

    /// <summary>PostgreSQL as the server itself reads a statement: nothing that a client or a migration tool fills in.</summary>
    public static LexerOptions PostgreSqlServer { get; } = PostgreSql with
    {
        ColonVariables = false,
        BackslashCommands = false,
        Placeholders = false,
        ReturnEndsComment = true,
    };

    /// <summary>T-SQL with sqlcmd. https://learn.microsoft.com/sql/t-sql/language-elements/</summary>
    public static LexerOptions TSql { get; } = new()
    {
        NationalStrings = true,
        BracketNames = true,
        NestedComments = true,
        AtVariables = true,
        HashNames = true,
        BatchLines = true,
        ColonCommands = true,
        BracePlaceholders = true,
    };

    /// <summary><c>$tag$ … $tag$</c> and <c>$1</c>; otherwise a dollar begins a word (<c>$action</c>).</summary>
    public bool DollarQuotes { get; init; }

    /// <summary><c>E'…'</c> with backslash escapes.</summary>
    public bool EscapeStrings { get; init; }

    /// <summary><c>U&amp;'…'</c> and <c>U&amp;"…"</c>.</summary>
    public bool UnicodeStrings { get; init; }

    /// <summary><c>B'…'</c> and <c>X'…'</c>.</summary>
    public bool BitStrings { get; init; }

    /// <summary><c>N'…'</c>.</summary>
    public bool NationalStrings { get; init; }

    /// <summary><c>[name]</c>.</summary>
    public bool BracketNames { get; init; }

    /// <summary>Block comments nest.</summary>
    public bool NestedComments { get; init; }

    /// <summary><c>@x</c> and <c>@@x</c> are variables; otherwise @ is an operator.</summary>
    public bool AtVariables { get; init; }

    /// <summary><c>#x</c> and <c>##x</c> are names; otherwise # is an operator.</summary>
    public bool HashNames { get; init; }

    /// <summary>psql's <c>:name</c>, <c>:'name'</c> and <c>:"name"</c>.</summary>
    public bool ColonVariables { get; init; }

    /// <summary>psql's <c>\…</c> up to the end of the line.</summary>
    public bool BackslashCommands { get; init; }

    /// <summary>sqlcmd's <c>:…</c> at the beginning of a line.</summary>
    public bool ColonCommands { get; init; }

    /// <summary><c>GO</c> alone on its line.</summary>
    public bool BatchLines { get; init; }

    /// <summary><c>{name}</c> and <c>{{name}}</c> stand for names (DotNetNuke, grate); an ODBC escape has more than a word in its braces.</summary>
    public bool BracePlaceholders { get; init; }

    /// <summary><c>${name}</c>, <c>$(name)</c> and <c>{{ … }}</c> stand for what a tool fills in.</summary>
    public bool Placeholders { get; init; } = true;

    /// <summary>A lone carriage return ends a line comment. https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/scan.l</summary>
    public bool ReturnEndsComment { get; init; }

    /// <summary>Unquoted names are folded to lower case (ASCII letters only).</summary>
    public bool FoldsToLowerCase { get; init; }
}
