using System.Diagnostics;
using System.Reflection;
using MigrationGuard.Recordings.Listeners;
using Npgsql;

namespace MigrationGuard.Recordings;

/// <summary>Recording that stands in the code: for a test fixture, or where no start-up hook can be set.</summary>
public static class RecordStatementsExtensions
{
    // Npgsql asks its filters only where somebody listens; no activity is wanted.
    private static readonly Lazy<ActivityListener> Listening = new(() =>
    {
        var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Npgsql", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None };
        ActivitySource.AddActivityListener(listener);
        return listener;
    });

    /// <summary>
    /// Records what the data source will send: text and types of parameters, never a value. Filters that <see cref="NpgsqlDataSourceBuilder.ConfigureTracing"/> set before
    /// are kept; one that is set behind this call replaces the recording.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="recorder">Takes what is seen.</param>
    public static NpgsqlDataSourceBuilder RecordStatements(this NpgsqlDataSourceBuilder builder, IStatementRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Listen();
        return builder.ConfigureTracing(options =>
        {
            var source = new NpgsqlSource(new NpgsqlMembers(typeof(NpgsqlCommand).Assembly), null, recorder);
            options.ConfigureCommandFilter(new Tap<NpgsqlCommand>(source, Own(options, "_commandFilter"), null).Filter);
            options.ConfigureBatchFilter(new Tap<NpgsqlBatch>(source, Own(options, "_batchFilter"), null).Filter);
            options.ConfigureCopyOperationFilter(new Tap<string>(source, Own(options, "_copyOperationFilter"), null).Filter);
        });
    }

    /// <summary>Makes Npgsql ask its filters.</summary>
    internal static void Listen() => _ = Listening.Value;

    private static Delegate? Own(NpgsqlTracingOptionsBuilder options, string filter)
        => typeof(NpgsqlTracingOptionsBuilder).GetField(filter, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(options) as Delegate;
}
