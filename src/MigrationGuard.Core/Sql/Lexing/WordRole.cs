namespace MigrationGuard.Sql.Lexing;

/// <summary>What an unquoted word is inside an expression.</summary>
internal enum WordRole : byte
{
    /// <summary>Not looked up yet.</summary>
    Unknown,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A part of the grammar.</summary>
    Reserved,

    /// <summary>A function that is called without parentheses.</summary>
    ValueFunction,
}
