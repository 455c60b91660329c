using System.Collections;
using System.Data;
using System.Data.Common;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>Records what the connections of one data source send.</summary>
internal sealed class NpgsqlSource(NpgsqlMembers members, DbDataSource? source, IStatementRecorder recorder)
{
    private SessionMemory? _session = source is null ? null : new SessionMemory(source, recorder);

    /// <summary>Who is told.</summary>
    public IStatementRecorder Recorder => recorder;

    /// <summary>Records what still waits for the answer to a question, with what is known without it.</summary>
    public void Settle() => _session?.Settle();

    /// <summary>Looks at a command, a batch or the text of a COPY, before it is sent. Never throws.</summary>
    public void See(object sent)
    {
        try
        {
            _session ??= new SessionMemory(NpgsqlMembers.SourceOf(sent), recorder);
            switch (sent)
            {
                case DbCommand command:
                    See(command);
                    break;
                case DbBatch batch:
                    See(batch);
                    break;
                case string copy:
                    Keep(copy, 0, null);
                    break;
            }
        }
        catch (Exception e)
        {
            recorder.Miss($"a command of Npgsql that could not be read: {e.GetType().Name}");
        }
    }

    private void See(DbCommand command)
    {
        var text = command.CommandText;
        if (members.Statements(command) is not { } statements)
        {
            Keep(text, members.Types(command.Parameters), command.Parameters);
        }
        else if (statements.Count == 1 && command.CommandType == CommandType.Text)
        {
            See((DbBatchCommand)statements[0]!, text);
        }
        else
        {
            for (var i = 0; i < statements.Count; i++)
            {
                See((DbBatchCommand)statements[i]!, null);
            }
        }
    }

    private void See(DbBatch batch)
    {
        var commands = batch.BatchCommands;
        for (var i = 0; i < commands.Count; i++)
        {
            var command = commands[i];
            See(command, command.CommandType == CommandType.Text ? command.CommandText : null);
        }
    }

    /// <summary>One statement; its text is the application's where that is one statement, else what Npgsql made of it.</summary>
    private void See(DbBatchCommand statement, string? given)
    {
        if ((given ?? members.Text(statement)) is not { } text)
        {
            recorder.Miss("a stored procedure or table whose statement Npgsql does not tell");
            return;
        }

        var parameters = members.Parameters(statement) ?? statement.Parameters;
        Keep(text, members.Types(parameters), parameters);
    }

    private void Keep(string text, int types, IList? parameters)
    {
        var memory = _session!;
        var session = memory.Current;
        var key = session is null ? types : HashCode.Combine(types, session.Number);
        if (session is not null && recorder.TryCount(text, key))
        {
            return;
        }

        if (session is not null || !memory.CountWaiting(text, types))
        {
            var described = new RecordedCommand(text, PlaceholderStyle.Named, parameters is null ? EquatableList<ManifestParameter>.Empty : members.Describe(parameters)) { Origin = CallerPlace.Find() };
            memory.Keep(described, types);
        }
    }
}
