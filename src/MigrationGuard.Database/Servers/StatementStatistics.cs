namespace MigrationGuard.Servers;

/// <summary>Whether the server counts the statements that it runs (<c>pg_stat_statements</c>).</summary>
public enum StatementStatistics
{
    /// <summary>The library is not loaded: it has to be in <c>shared_preload_libraries</c>, and the server started again.</summary>
    NotLoaded,

    /// <summary>It counts, but this database has no extension to show it: <c>CREATE EXTENSION pg_stat_statements</c>.</summary>
    NotInstalled,

    /// <summary>It counts, and this database shows it.</summary>
    Available,
}
