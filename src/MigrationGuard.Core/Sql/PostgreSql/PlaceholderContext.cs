namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Where a placeholder can only be a name, or a number.</summary>
internal static class PlaceholderContext
{
    // Left out are words behind which a text may be a clause or an expression of any kind: SELECT, WHERE, DEFAULT, ADD, DROP, ALTER, a name.
    private static readonly HashSet<string> Words = new(
        ("AGGREGATE ANALYZE AND ATTRIBUTE BETWEEN BY CALL CLUSTER COLLATION COLUMN CONCURRENTLY CONSTRAINT DATABASE DOMAIN EXISTS EXTENSION FROM "
        + "FUNCTION GRANT GROUP IN INCREMENT INDEX INHERIT INTO JOIN LANGUAGE LIKE LIMIT MAXVALUE MINVALUE OF OFFSET ON ONLY OR PARTITION POLICY "
        + "PROCEDURE PUBLICATION REFERENCES RENAME RESTART REVOKE ROLE ROUTINE RULE SCHEMA SEQUENCE SERVER SET STATISTICS SUBSCRIPTION TABLE "
        + "TABLESPACE TO TRIGGER TRUNCATE TYPE UPDATE USER VACUUM VALIDATE VALUE VIEW WITH").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether a name follows the keyword.</summary>
    public static bool IsBeforeName(string keyword) => Words.Contains(keyword);
}
