using System.Data;
using System.Data.Common;
using FluentMigrator;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>Limits how long the runner's session waits for locks, in every session that its connection opens, until disposed of.</summary>
internal sealed class LockLimit : IDisposable
{
    private readonly IMigrationProcessor _processor;
    private readonly DbConnection? _connection;
    private readonly (string Limit, string Unlimit) _sql;
    private bool _isSet = true;

    public LockLimit(IMigrationProcessor processor, string limit, string unlimit)
    {
        (_processor, _sql) = (processor, (limit, unlimit));
        processor.Execute(limit);

        // GenericProcessorBase has it, whose constructors differ between the versions. It opens again after it broke.
        _connection = processor.GetType().GetProperty("Connection")?.GetValue(processor) as DbConnection;
        if (_connection is not null)
        {
            _connection.StateChange += Limit;
        }
    }

    /// <summary>Limits again, whatever a transaction that was rolled back has undone.</summary>
    public void Renew()
    {
        _processor.Execute(_sql.Limit);
        _isSet = true;
    }

    /// <summary>Limits what comes next.</summary>
    public void Set()
    {
        if (!_isSet)
        {
            Renew();
        }
    }

    /// <summary>Takes the limit away for what comes next; without a way to do that it stays.</summary>
    public void Lift()
    {
        if (_isSet && _sql.Unlimit.Length > 0)
        {
            _processor.Execute(_sql.Unlimit);
            _isSet = false;
        }
    }

    public void Dispose()
    {
        if (_connection is not null)
        {
            _connection.StateChange -= Limit;
        }

        if (_sql.Unlimit.Length > 0 && _connection is null or { State: ConnectionState.Open })
        {
            Unlimit();
        }
    }

    private void Unlimit()
    {
        try
        {
            _processor.Execute(_sql.Unlimit);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The run is over, and its own error is the one to see.
        }
    }

    private void Limit(object sender, StateChangeEventArgs change)
    {
        if (_isSet && change is { CurrentState: ConnectionState.Open, OriginalState: not ConnectionState.Open })
        {
            using var command = _connection!.CreateCommand();
            command.CommandText = _sql.Limit;
            command.ExecuteNonQuery();
        }
    }
}
