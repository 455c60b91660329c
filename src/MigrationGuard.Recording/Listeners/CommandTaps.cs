using System.Data.Common;
using System.Runtime.CompilerServices;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>
/// Taps the data sources of commands that are about to run: the driver then tells what it sends, with its types. Where the same recorder sits in a data source already nothing
/// is added, so that no command is counted twice.
/// </summary>
/// <param name="recorder">Takes what is seen.</param>
internal sealed class CommandTaps(IStatementRecorder recorder)
{
    private readonly ConditionalWeakTable<DbConnection, object> _seen = [];
    private readonly Lock _gate = new();
    private NpgsqlMembers? _members;

    /// <summary>Makes sure that the data source of a command is tapped. Never throws.</summary>
    public void Ensure(DbCommand command)
    {
        try
        {
            if (command.Connection is { } connection && !_seen.TryGetValue(connection, out _))
            {
                Tap(command);
                _seen.TryAdd(connection, this);
            }
        }
        catch (Exception e)
        {
            recorder.Miss($"a data source that could not be listened to: {e.GetType().Name}");
        }
    }

    private void Tap(DbCommand command)
    {
        var driver = command.GetType().Assembly;
        if (driver.GetName().Name is var name && name != "Npgsql")
        {
            recorder.Miss($"a connection of {name}: manifests hold statements of PostgreSQL");
            return;
        }

        lock (_gate)
        {
            _members ??= new NpgsqlMembers(driver);
            if (NpgsqlMembers.SourceOf(command) is not { } source || _members.Options is not { HasFilters: true } places || places.Of(source) is not { } options)
            {
                recorder.Miss("a connection of Npgsql whose data source cannot be listened to");
                return;
            }

            RecordStatementsExtensions.Listen();
            if (!places.IsTappedBy(recorder, options))
            {
                places.Put(options, new NpgsqlSource(_members, source, recorder));
            }
        }
    }
}
