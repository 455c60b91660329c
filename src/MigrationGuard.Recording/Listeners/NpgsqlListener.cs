using System.Diagnostics;
using System.Reflection;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>
/// Sees the commands of every Npgsql in the process. From Npgsql 9 on it asks for no activity: being asked whether it wants one only shows that there are data sources
/// to tap. Older versions tell no types, and the text only in an activity.
/// </summary>
internal sealed class NpgsqlListener : IDisposable
{
    private const string Mark = "MigrationGuard.Unseen";

    private readonly IStatementRecorder _recorder;
    private readonly ActivityListener _listener;
    private readonly Lock _gate = new();
    private NpgsqlLibrary[] _libraries = [];

    public NpgsqlListener(IStatementRecorder recorder)
    {
        _recorder = recorder;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => Decide(options.Source),
            SampleUsingParentId = (ref ActivityCreationOptions<string> options) => Decide(options.Source),
            ActivityStarted = Started,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Whether a tap has let the command through that this thread is about to start an activity for.</summary>
    [field: ThreadStatic]
    public static bool Passed { get; set; }

    [field: ThreadStatic]
    private static bool Unseen { get; set; }

    /// <summary>Whether no tap was there when the activity's command came by; true only once.</summary>
    public static bool IsUnseen(Activity activity)
    {
        if (activity.GetCustomProperty(Mark) is null)
        {
            return false;
        }

        activity.SetCustomProperty(Mark, null);
        return true;
    }

    /// <summary>Records what still waits for an answer of a server.</summary>
    public void Settle() => Array.ForEach(_libraries, library => library.Settle());

    public void Dispose() => _listener.Dispose();

    /// <summary>Whether the commands of this copy of Npgsql are seen with their types.</summary>
    public bool IsTapped(Assembly npgsql) => ActivitiesOf(npgsql) is { } source && (LibraryOf(source) ?? Find(source)) is { CanBeTapped: true };

    private ActivitySamplingResult Decide(ActivitySource source)
    {
        if (Passed)
        {
            Passed = false;
            return ActivitySamplingResult.None;
        }

        try
        {
            Unseen = true;
            return Tap(source) ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.AllData;
        }
        catch (Exception e)
        {
            Unseen = false;
            _recorder.Miss($"a command of Npgsql that could not be looked at: {e.GetType().Name}");
            return ActivitySamplingResult.None;
        }
    }

    private static void Started(Activity activity)
    {
        if (Unseen)
        {
            Unseen = false;
            activity.SetCustomProperty(Mark, Mark);
        }
    }

    private void Stopped(Activity activity)
    {
        if (activity.IsAllDataRequested && activity.GetCustomProperty(Mark) is not null && LibraryOf(activity.Source) is { CanBeTapped: false } library
            && (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text)
        {
            library.SeeText(text, activity);
        }
    }

    /// <summary>Taps all data sources of the library; false for one that cannot be tapped.</summary>
    private bool Tap(ActivitySource source)
    {
        var library = LibraryOf(source) ?? Find(source);
        return library is null || library.Tap();
    }

    private NpgsqlLibrary? LibraryOf(ActivitySource source) => Array.Find(_libraries, library => ReferenceEquals(library.Activities, source));

    private NpgsqlLibrary? Find(ActivitySource source)
    {
        lock (_gate)
        {
            if (LibraryOf(source) is { } known)
            {
                return known;
            }

            foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            {
                if (assembly.GetName().Name == "Npgsql" && ActivitiesOf(assembly) == source)
                {
                    var library = new NpgsqlLibrary(assembly, source, _recorder);
                    _libraries = [.. _libraries, library];
                    return library;
                }
            }

            return null;
        }
    }

    private static ActivitySource? ActivitiesOf(Assembly assembly)
        => assembly.GetType("Npgsql.NpgsqlActivitySource")?.GetField("Source", Everything.OfAType)?.GetValue(null) as ActivitySource;
}
