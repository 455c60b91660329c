using System.Data.Common;
using System.Diagnostics;
using System.Reflection;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>The tracing options of data sources: what NpgsqlTracingOptionsBuilder configures before they are built.</summary>
internal sealed class NpgsqlOptions
{
    private static readonly string[] Sent = ["Command", "Batch", "CopyOperation"];

    private readonly PropertyInfo? _configuration;
    private readonly PropertyInfo? _options;
    private readonly List<Place> _places = [];

    public NpgsqlOptions(Assembly assembly)
    {
        _configuration = assembly.GetType("Npgsql.NpgsqlDataSource")?.GetProperty("Configuration", Everything.OfAnInstance);
        _options = _configuration?.PropertyType.GetProperty("TracingOptions", Everything.OfAnInstance);
        foreach (var sent in Sent)
        {
            if (Backing(sent + "Filter") is { } filter && Backing(sent + "EnrichmentCallback") is { } enrichment
                && filter.FieldType.IsGenericType && filter.FieldType.GetGenericArguments() is [{ IsValueType: false } type, var answer] && answer == typeof(bool)
                && enrichment.FieldType == typeof(Action<,>).MakeGenericType(typeof(Activity), type))
            {
                _places.Add(new Place(type, filter, enrichment));
            }
        }
    }

    /// <summary>Whether a tap can be put where commands and batches come by; what copies send passes there from Npgsql 10 on.</summary>
    public bool HasFilters => _places.Exists(place => place.Sent.IsAssignableTo(typeof(DbCommand))) && _places.Exists(place => place.Sent.IsAssignableTo(typeof(DbBatch)));

    /// <summary>The options of a data source.</summary>
    public object? Of(DbDataSource source) => _configuration?.GetValue(source) is { } configuration ? _options?.GetValue(configuration) : null;

    /// <summary>Whether a recorder is told already.</summary>
    public bool IsTappedBy(IStatementRecorder recorder, object options) => _places.Exists(place => place.Filter.GetValue(options) is Delegate { Target: ITap tap } && tap.Records(recorder));

    /// <summary>Puts taps into options. The enrichments come first: a command that finds no filter must find them.</summary>
    public void Put(object options, NpgsqlSource source)
    {
        var taps = _places.ConvertAll(place => (Place: place, Tap: Activator.CreateInstance(
            typeof(Tap<>).MakeGenericType(place.Sent), source, place.Filter.GetValue(options), place.Enrichment.GetValue(options))!));
        foreach (var (place, tap) in taps)
        {
            place.Enrichment.SetValue(options, Delegate.CreateDelegate(place.Enrichment.FieldType, tap, nameof(Tap<>.Enrich)));
        }

        foreach (var (place, tap) in taps)
        {
            place.Filter.SetValue(options, Delegate.CreateDelegate(place.Filter.FieldType, tap, nameof(Tap<>.Filter)));
        }
    }

    private FieldInfo? Backing(string property) => _options?.PropertyType.GetField($"<{property}>k__BackingField", Everything.OfAnInstance);

    private sealed record Place(Type Sent, FieldInfo Filter, FieldInfo Enrichment);
}
