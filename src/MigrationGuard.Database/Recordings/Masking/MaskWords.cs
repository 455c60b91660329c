namespace MigrationGuard.Recordings.Masking;

/// <summary>Words that say what a literal beside them is.</summary>
internal static class MaskWords
{
    /// <summary>Words behind which a string is an expression; behind any other word it is a constant of that type.</summary>
    public static readonly WordSet BeforeExpressions = new(
        "ALL ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC BETWEEN BOTH BY CASE CHECK COLLATE CONTENT DEFAULT DELIMITER DESC DISTINCT DOCUMENT ELSE END ENCODING ESCAPE EXCEPT "
        + "FALSE FETCH FIRST FOR FROM GROUPS HAVING ILIKE IN INTERSECT INTO IS ISNULL LEADING LIKE LIMIT NEXT NOT NOTNULL NULL OFFSET ON OR ORDER OVERLAPS PASSING PATH PLACING "
        + "RANGE RETURNING ROWS SELECT SET SIMILAR SOME STANDALONE SYMMETRIC THEN TO TRAILING TRUE UESCAPE UNION USING VALUE VALUES VERSION WHEN WHERE WITH");

    /// <summary>Words of a type that the grammar knows: a number in parentheses behind them is a length or a precision.</summary>
    public static readonly WordSet TypesWithLength = new("BIT CHAR CHARACTER DEC DECIMAL FLOAT INTERVAL NCHAR NUMERIC TIME TIMESTAMP VARCHAR VARYING");

    /// <summary>What a literal cast to them names is an object of the schema and no data.</summary>
    public static readonly WordSet NamesOfObjects = new(
        "REGCLASS REGCOLLATION REGCONFIG REGDICTIONARY REGNAMESPACE REGOPER REGOPERATOR REGPROC REGPROCEDURE REGROLE REGTYPE");

    /// <summary>Functions the first argument of which names a sequence.</summary>
    public static readonly WordSet OfSequences = new("CURRVAL NEXTVAL SETVAL");

    /// <summary>
    /// Functions that take arguments of any type: the server cannot tell the type of a parameter from them.
    /// https://www.postgresql.org/docs/current/functions-json.html, functions-string.html, functions-comparison.html
    /// </summary>
    public static readonly WordSet OfAnything = new(
        "CONCAT CONCAT_WS COUNT FORMAT JSON_ARRAY JSON_BUILD_ARRAY JSON_BUILD_OBJECT JSON_OBJECT JSONB_BUILD_ARRAY JSONB_BUILD_OBJECT "
        + "NUM_NONNULLS NUM_NULLS PG_COLUMN_SIZE PG_TYPEOF XMLATTRIBUTES XMLELEMENT XMLFOREST");

    /// <summary>Words that end ORDER BY or GROUP BY, and so can stand behind a position.</summary>
    public static readonly WordSet BehindPositions = new(
        "ASC DESC EXCEPT FETCH FOR GROUPS HAVING INTERSECT LIMIT NULLS OFFSET ON ORDER RANGE RETURNING ROWS UNION USING WINDOW");

    /// <summary>Units of an interval, in the order of the grammar.</summary>
    public static readonly WordSet Units = new("DAY HOUR MINUTE MONTH SECOND YEAR");

    /// <summary>Fields of EXTRACT, which can be written as a word or as a string.</summary>
    public static readonly WordSet Fields = new(
        "CENTURY DAY DECADE DOW DOY EPOCH HOUR ISODOW ISOYEAR JULIAN MICROSECONDS MILLENNIUM MILLISECONDS MINUTE MONTH QUARTER SECOND TIMEZONE TIMEZONE_HOUR TIMEZONE_MINUTE WEEK YEAR");

    /// <summary>Words behind which a minus is a sign.</summary>
    public static readonly WordSet BeforeSigns = new("AND BETWEEN BY CASE ELSE LIMIT NOT OFFSET OR RETURNING SELECT THEN WHEN WHERE");
}
