namespace MigrationGuard.Databases.SqlServerFacts;

/// <summary>
/// The functions that a default may call. Volatile is what differs from row to row; what is evaluated once per statement counts as stable
/// (https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql#adding-not-null-columns-as-an-online-operation).
/// </summary>
internal static class Functions
{
    private const string Volatile = "newid newsequentialid crypt_gen_random";

    private const string Stable = """
        getdate getutcdate sysdatetime sysutcdatetime sysdatetimeoffset current_timestamp current_timezone current_user session_user system_user
        user_name suser_name suser_sname suser_id suser_sid original_login host_name host_id app_name db_name db_id object_id object_name schema_id
        schema_name user_id session_context context_info rand error_number error_message error_state scope_identity ident_current xact_state
        col_length columnproperty databasepropertyex objectproperty objectpropertyex serverproperty type_id index_col indexproperty is_member
        is_rolemember is_srvrolemember has_perms_by_name count count_big sum min max avg string_agg openjson
        """;

    private const string Immutable = """
        abs ascii ceiling char charindex checksum binary_checksum choose coalesce concat concat_ws convert cast try_convert try_cast cos cot
        datalength dateadd datediff datediff_big datefromparts datename datepart datetime2fromparts datetimefromparts datetimeoffsetfromparts
        datetrunc day degrees difference eomonth exp floor format greatest hashbytes iif isdate isjson isnull isnumeric json_modify json_query
        json_value least left len log log10 lower ltrim month nchar nullif parsename patindex pi power quotename radians replace replicate reverse
        right round rtrim sign sin smalldatetimefromparts soundex space sqrt square str string_escape stuff substring switchoffset tan
        timefromparts todatetimeoffset translate trim unicode upper year exists in values
        """;

    public static FunctionVolatility Table { get; } = new("sys", Volatile, Stable, Immutable);
}
