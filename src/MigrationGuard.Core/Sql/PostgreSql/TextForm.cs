namespace MigrationGuard.Sql.PostgreSql;

/// <summary>How a value gets into a text: as it is, or quoted as <c>format()</c> does for its conversions. https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT</summary>
internal enum TextForm
{
    /// <summary>%s.</summary>
    AsIs,

    /// <summary>%I, <c>quote_ident</c>.</summary>
    Name,

    /// <summary>%L, <c>quote_literal</c>.</summary>
    Literal,
}
