using System.Collections.Concurrent;
using System.Diagnostics;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>Subscribes to the diagnostic events of EF Core and SqlClient as soon as there are any.</summary>
internal sealed class DiagnosticsListener : IObserver<DiagnosticListener>, IDisposable
{
    private readonly EntityFrameworkListener _entityFramework;
    private readonly SqlClientListener _sqlClient;
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private readonly IDisposable _all;

    public DiagnosticsListener(IStatementRecorder recorder, NpgsqlListener npgsql)
    {
        _entityFramework = new EntityFrameworkListener(recorder, npgsql.IsTapped);
        _sqlClient = new SqlClientListener(recorder);
        _all = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == EntityFrameworkListener.Name)
        {
            _subscriptions.Add(value.Subscribe(_entityFramework, _entityFramework.Wants));
        }
        else if (value.Name == SqlClientListener.Name)
        {
            _subscriptions.Add(value.Subscribe(_sqlClient, SqlClientListener.Wants));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        _all.Dispose();
        while (_subscriptions.TryTake(out var subscription))
        {
            subscription.Dispose();
        }
    }
}
