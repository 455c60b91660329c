namespace MigrationGuard.Sql.Lexing;

/// <summary>Words that are neither column nor function names inside an expression.</summary>
internal static class ExpressionWords
{
    // SQL value functions: https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT
    private static readonly HashSet<string> ValueFunctions = new(StringComparer.Ordinal)
    {
        "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP", "CURRENT_USER", "CURRENT_ROLE",
        "SESSION_USER", "SYSTEM_USER", "CURRENT_CATALOG", "CURRENT_SCHEMA",
    };

    // Reserved in PostgreSQL or T-SQL: https://www.postgresql.org/docs/current/sql-keywords-appendix.html
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "ALL", "AND", "ANY", "ARRAY", "AS", "ASC", "ASYMMETRIC", "BETWEEN", "BOTH", "BY", "CASE", "CAST", "CHECK", "COLLATE", "CONSTRAINT",
        "CROSS", "DEFAULT", "DELETE", "DESC", "DISTINCT", "DO", "ELSE", "END", "ESCAPE", "EXCEPT", "EXISTS", "FALSE", "FETCH", "FILTER",
        "FIRST", "FOR", "FROM", "FULL", "GROUP", "HAVING", "ILIKE", "IN", "INNER", "INSERT", "INTERSECT", "INTERVAL", "INTO", "IS",
        "ISNULL", "JOIN", "LAST", "LATERAL", "LEADING", "LEFT", "LIKE", "LIMIT", "NATURAL", "NOT", "NOTHING", "NOTNULL", "NULL", "NULLS",
        "OFFSET", "ON", "ONLY", "OR", "ORDER", "OUTER", "OVER", "OVERLAPS", "PARTITION", "RETURNING", "RIGHT", "ROW", "ROWS", "SELECT",
        "SET", "SIMILAR", "SOME", "SYMMETRIC", "TABLE", "THEN", "TO", "TOP", "TRAILING", "TRUE", "UNION", "UNIQUE", "UPDATE", "USING",
        "VALUES", "VARIADIC", "WHEN", "WHERE", "WINDOW", "WITH", "WITHIN",
    };

    /// <summary>What an upper-case word is.</summary>
    public static WordRole RoleOf(string keyword)
        => Reserved.Contains(keyword) ? WordRole.Reserved : ValueFunctions.Contains(keyword) ? WordRole.ValueFunction : WordRole.Name;
}
