using System.Collections;
using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>One copy of Npgsql in the process, reached through reflection: the application decides which version it is.</summary>
internal sealed class NpgsqlLibrary
{
    private readonly IStatementRecorder _recorder;
    private readonly ConditionalWeakTable<object, NpgsqlSource> _tapped = [];
    private readonly IList? _reporters;
    private readonly FieldInfo? _dataSource;
    private bool _toldTextOnly;

    public NpgsqlLibrary(Assembly assembly, ActivitySource activities, IStatementRecorder recorder)
    {
        _recorder = recorder;
        Activities = activities;
        Members = new NpgsqlMembers(assembly);
        var reporter = assembly.GetType("Npgsql.MetricsReporter");
        _reporters = reporter?.GetField("Reporters", Everything.OfAType)?.GetValue(null) as IList;
        _dataSource = reporter?.GetField("_dataSource", Everything.OfAnInstance);
        CanBeTapped = Members.Options is { HasFilters: true } && _reporters is not null && _dataSource is not null;
    }

    /// <summary>Its activities.</summary>
    public ActivitySource Activities { get; }

    /// <summary>What is read of its commands.</summary>
    public NpgsqlMembers Members { get; }

    /// <summary>Whether its data sources have the options that a tap sits in: from Npgsql 9 on.</summary>
    public bool CanBeTapped { get; }

    /// <summary>Taps every data source that has no tap yet; false where that is not possible.</summary>
    public bool Tap()
    {
        if (!CanBeTapped)
        {
            return false;
        }

        lock (_reporters!)
        {
            foreach (var reporter in _reporters)
            {
                Tap((DbDataSource)_dataSource!.GetValue(reporter)!);
            }
        }

        return true;
    }

    /// <summary>Records what still waits for an answer of a server.</summary>
    public void Settle()
    {
        foreach (var (_, source) in _tapped)
        {
            source.Settle();
        }
    }

    /// <summary>Keeps a command of which an activity tells the text only.</summary>
    public void SeeText(string text, Activity activity)
    {
        if (!_toldTextOnly)
        {
            _toldTextOnly = true;
            _recorder.Miss("the types of parameters: this version of Npgsql tells none");
        }

        if (EntityFrameworkListener.SawIt(text) || _recorder.TryCount(text, 0))
        {
            return;
        }

        var role = activity.GetTagItem("db.user") as string;
        var database = (activity.GetTagItem("db.name") ?? activity.GetTagItem("db.namespace")) as string;
        _recorder.Add(
            new RecordedCommand(text, Manifests.PlaceholderStyle.Named, default) { Session = role is null || database is null ? null : new RecordedSession(database, role, null, default) }, 0);
    }

    private void Tap(DbDataSource source)
    {
        if (Members.Options!.Of(source) is not { } options || _tapped.TryGetValue(options, out _))
        {
            return;
        }

        var tapped = new NpgsqlSource(Members, source, _recorder);
        _tapped.Add(options, tapped);
        Members.Options.Put(options, tapped);
    }
}
