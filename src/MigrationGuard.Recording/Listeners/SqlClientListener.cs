namespace MigrationGuard.Recordings.Listeners;

/// <summary>Counts the commands of both SqlClients. Manifests hold statements of PostgreSQL, so more than their number is not kept.</summary>
internal sealed class SqlClientListener(IStatementRecorder recorder) : IObserver<KeyValuePair<string, object?>>
{
    public const string Name = "SqlClientDiagnosticListener";

    /// <summary>Which events are wanted: a command is behind each, whether it succeeded or not.</summary>
    public static bool Wants(string name)
        => name is "Microsoft.Data.SqlClient.WriteCommandAfter" or "Microsoft.Data.SqlClient.WriteCommandError"
            or "System.Data.SqlClient.WriteCommandAfter" or "System.Data.SqlClient.WriteCommandError";

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Wants(value.Key))
        {
            recorder.Miss("a command of SqlClient: manifests hold statements of PostgreSQL");
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
