namespace MigrationGuard.Sql.Lexing;

/// <summary>What a piece of SQL text is, before any grammar.</summary>
internal enum TokenKind : byte
{
    /// <summary>Behind the last token.</summary>
    End,

    /// <summary>An unquoted word: keyword or identifier; T-SQL <c>#temp</c> names too.</summary>
    Word,

    /// <summary>A quoted identifier: <c>"x"</c>, <c>U&amp;"x"</c>, T-SQL <c>[x]</c>.</summary>
    QuotedName,

    /// <summary>A string literal of any kind with its quotes and prefix.</summary>
    String,

    /// <summary>A number without sign.</summary>
    Number,

    /// <summary>A value or name filled in from outside: <c>$1</c>, <c>@x</c>, <c>:name</c>, <c>${name}</c>, <c>$(name)</c>, <c>{{name}}</c>.</summary>
    Parameter,

    /// <summary>An operator, possibly of several characters; also a lone colon.</summary>
    Operator,

    /// <summary>(</summary>
    LeftParenthesis,

    /// <summary>)</summary>
    RightParenthesis,

    /// <summary>[ where brackets do not quote names.</summary>
    LeftBracket,

    /// <summary>] where brackets do not quote names.</summary>
    RightBracket,

    /// <summary>,</summary>
    Comma,

    /// <summary>.</summary>
    Dot,

    /// <summary>; and psql's <c>\;</c></summary>
    Semicolon,

    /// <summary>A line for the client: psql's <c>\…</c>, sqlcmd's <c>:…</c>, without its line end.</summary>
    MetaCommand,

    /// <summary>A <c>GO</c> line with its count.</summary>
    BatchEnd,

    /// <summary>A quote or comment without end; it reaches to the end of the text.</summary>
    Unterminated,

    /// <summary>A character that no SQL token begins with.</summary>
    Other,
}
