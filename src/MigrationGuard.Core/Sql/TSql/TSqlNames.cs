using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql;

/// <summary>Names and strings as T-SQL writes them.</summary>
internal static class TSqlNames
{
    // https://learn.microsoft.com/sql/t-sql/language-elements/reserved-keywords-transact-sql
    private static readonly HashSet<string> Reserved = new(
        ("ADD ALL ALTER AND ANY AS ASC AUTHORIZATION BACKUP BEGIN BETWEEN BREAK BROWSE BULK BY CASCADE CASE CHECK CHECKPOINT CLOSE CLUSTERED COALESCE "
        + "COLLATE COLUMN COMMIT COMPUTE CONSTRAINT CONTAINS CONTAINSTABLE CONTINUE CONVERT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME "
        + "CURRENT_TIMESTAMP CURRENT_USER CURSOR DATABASE DBCC DEALLOCATE DECLARE DEFAULT DELETE DENY DESC DISK DISTINCT DISTRIBUTED DOUBLE DROP DUMP "
        + "ELSE END ERRLVL ESCAPE EXCEPT EXEC EXECUTE EXISTS EXIT EXTERNAL FETCH FILE FILLFACTOR FOR FOREIGN FREETEXT FREETEXTTABLE FROM FULL FUNCTION "
        + "GOTO GRANT GROUP HAVING HOLDLOCK IDENTITY IDENTITY_INSERT IDENTITYCOL IF IN INDEX INNER INSERT INTERSECT INTO IS JOIN KEY KILL LEFT LIKE "
        + "LINENO LOAD MERGE NATIONAL NOCHECK NONCLUSTERED NOT NULL NULLIF OF OFF OFFSETS ON OPEN OPENDATASOURCE OPENQUERY OPENROWSET OPENXML OPTION OR "
        + "ORDER OUTER OVER PERCENT PIVOT PLAN PRECISION PRIMARY PRINT PROC PROCEDURE PUBLIC RAISERROR READ READTEXT RECONFIGURE REFERENCES REPLICATION "
        + "RESTORE RESTRICT RETURN REVERT REVOKE RIGHT ROLLBACK ROWCOUNT ROWGUIDCOL RULE SAVE SCHEMA SECURITYAUDIT SELECT SEMANTICKEYPHRASETABLE "
        + "SEMANTICSIMILARITYDETAILSTABLE SEMANTICSIMILARITYTABLE SESSION_USER SET SETUSER SHUTDOWN SOME STATISTICS SYSTEM_USER TABLE TABLESAMPLE TEXTSIZE "
        + "THEN TO TOP TRAN TRANSACTION TRIGGER TRUNCATE TRY_CONVERT TSEQUAL UNION UNIQUE UNPIVOT UPDATE UPDATETEXT USE USER VALUES VARYING VIEW WAITFOR "
        + "WHEN WHERE WHILE WITH WITHIN WRITETEXT PERIOD GO").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>An identifier, in brackets when it must be.</summary>
    public static string Quote(string name) => IsRegular(name) ? name : "[" + name.Replace("]", "]]") + "]";

    /// <summary>A possibly qualified name. A dot in the schema separates the database.</summary>
    public static string Quote(ObjectName name) => name.Schema is null ? Quote(name.Name) : QuoteSchema(name.Schema) + "." + Quote(name.Name);

    /// <summary>Identifiers separated by commas.</summary>
    public static string QuoteList(IReadOnlyList<string> names)
    {
        var quoted = new string[names.Count];
        for (var i = 0; i < quoted.Length; i++)
        {
            quoted[i] = Quote(names[i]);
        }

        return string.Join(", ", quoted);
    }

    /// <summary>A national string literal.</summary>
    public static string Literal(string value) => "N'" + value.Replace("'", "''") + "'";

    /// <summary>A name as a string that <c>OBJECT_ID</c> and <c>sp_rename</c> understand.</summary>
    public static string NameLiteral(ObjectName name) => Literal(Quote(name));

    private static string QuoteSchema(string schema)
        => schema.IndexOf(".", StringComparison.Ordinal) < 0 ? Quote(schema) : string.Join(".", Array.ConvertAll(schema.Split('.'), Quote));

    private static bool IsRegular(string name)
    {
        if (name.Length == 0 || !(CharacterKinds.IsWordStart(name[0]) || (name[0] == '#' && name.Length > 1)) || name[0] > 127)
        {
            return false;
        }

        for (var i = 1; i < name.Length; i++)
        {
            if (name[i] > 127 || !(CharacterKinds.IsWordPart(name[i]) || (name[i] == '#' && i == 1)))
            {
                return false;
            }
        }

        // sqlcmd takes what stands in parentheses behind a $ for the name of a variable.
        return name[name.Length - 1] != '$' && !Reserved.Contains(name);
    }
}
