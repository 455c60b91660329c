using System.Data.Common;
using MigrationGuard.Recordings.Listeners;

namespace MigrationGuard.Recordings.Hooking;

/// <summary>Puts the recording of a process into the ledger, through the driver that the application has loaded.</summary>
/// <param name="target">The database, and whose statements they are.</param>
internal sealed class LedgerSink(RecordingTarget target) : IRecordingSink
{
    private static readonly string Put = OwnCommands.Add("SELECT migration_guard.record(@service, @label, @digest, @process, @recording::jsonb)");

    private readonly string _process = FormattableString.Invariant($"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}");

    public string? Open()
        => target is { Service: null or "" } or { Label: null or "" } or { Digest: null or "" }
            ? $"a ledger needs {RecordingTarget.ServiceVariable}, {RecordingTarget.LabelVariable} and {RecordingTarget.DigestVariable}"
            : null;

    public string? Write(Recording recording)
    {
        try
        {
            using var connection = Connect();
            if (connection is null)
            {
                return "the process has not loaded Npgsql, through which it would reach the ledger";
            }

            using var command = connection.CreateCommand();
            command.CommandText = Put;
            command.CommandTimeout = 10;
            foreach (var (name, value) in new[] { ("service", target.Service), ("label", target.Label), ("digest", target.Digest), ("process", _process), ("recording", RecordingFile.ToJson(recording)) })
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            command.ExecuteNonQuery();
            return null;
        }
        catch (Exception e) when (e is DbException or ArgumentException or InvalidOperationException)
        {
            return $"the ledger: {e.Message}";
        }
    }

    private DbConnection? Connect()
    {
        var npgsql = Array.Find(AppDomain.CurrentDomain.GetAssemblies(), static assembly => assembly.GetName().Name == "Npgsql");
        var factory = npgsql?.GetType("Npgsql.NpgsqlFactory")?.GetField("Instance", Everything.OfAType)?.GetValue(null) as DbProviderFactory;
        if (factory?.CreateConnection() is not { } connection)
        {
            return null;
        }

        // Nothing of it stays open, and a transaction of the application is none of its business.
        var words = ConnectionWords.Read(target.Place);
        (words["Pooling"], words["Enlist"], words["Application Name"]) = (false, false, "migrationguard recorder");
        connection.ConnectionString = words.ConnectionString;
        connection.Open();
        return connection;
    }
}
