namespace FluentMigrator;

public static class ProcessorIdConstants
{
    public const string DB2 = "DB2";
    public const string IbmDb2 = "IBM DB2";
    public const string IbmDb2ISeries = "IBM DB2 iSeries";
    public const string Db2ISeries = "DB2 iSeries";
    public const string Firebird = "Firebird";
    public const string Hana = "Hana";
    public const string Jet = "Jet";
    public const string MariaDB = "MariaDB";
    public const string MySql = "MySql";
    public const string MySql4 = "MySql4";
    public const string MySql_4 = "MySQL 4";
    public const string MySql5 = "MySql5";
    public const string MySql8 = "MySql8";
    public const string Oracle = "Oracle";
    public const string OracleManaged = "OracleManaged";
    public const string Oracle12c = "Oracle12c";
    public const string Postgres = "Postgres";
    public const string PostgreSQL = "PostgreSQL";
    public const string Postgres92 = "Postgres92";
    public const string PostgreSQL92 = "PostgreSQL92";
    public const string PostgreSQL10_0 = "PostgreSQL10_0";
    public const string PostgreSQL11_0 = "PostgreSQL11_0";
    public const string PostgreSQL15_0 = "PostgreSQL15_0";
    public const string Redshift = "Redshift";
    public const string Snowflake = "Snowflake";
    public const string SQLite = "SQLite";
    public const string SqlServer = "SqlServer";
    public const string SqlServer2000 = "SqlServer2000";
    public const string SqlServer2005 = "SqlServer2005";
    public const string SqlServer2008 = "SqlServer2008";
    public const string SqlServer2012 = "SqlServer2012";
    public const string SqlServer2014 = "SqlServer2014";
    public const string SqlServer2016 = "SqlServer2016";
}
