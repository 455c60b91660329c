using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Observing;
using MigrationGuard.Gate.Tests.Support;

namespace MigrationGuard.Gate.Tests.Observing;

[NonParallelizable]
public sealed class ReleaseTelemetryTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Test]
    public async Task A_run_is_a_trace_of_its_states_and_commands()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReleaseTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var world = new World();
        await world.Runner().StartAsync(World.Release, new("ci:1") { TraceParent = $"00-{Trace}-b7ad6b7169203331-01" }, default);

        Assert.That(spans.Select(span => span.TraceId.ToHexString()), Has.All.EqualTo(Trace), "the pipeline's trace");
        var run = spans.Single(span => span.OperationName == "release run");
        Assert.That((run.ParentSpanId.ToHexString(), run.GetTagItem("migrationguard.answer"), run.Status), Is.EqualTo(("b7ad6b7169203331", "yes", ActivityStatusCode.Unset)));
        var states = spans.Where(span => span.ParentSpanId == run.SpanId).Select(span => span.OperationName);
        Assert.That(states, Is.EqualTo(new[] { "state draft", "state prepared", "state expanding", "state backfilling", "state verifying", "state ready", "state switching", "state baking", "state window-open" }));
        var flip = spans.Single(span => span.OperationName == "flip");
        Assert.That(spans.Single(span => span.SpanId == flip.ParentSpanId).OperationName, Is.EqualTo("state switching"));
        Assert.That(spans.Where(span => span.OperationName == "run-expand-step").Select(span => span.GetTagItem("migrationguard.outcome")), Is.EqualTo(new[] { "done", "done" }));
        Assert.That(Activity.Current, Is.Null);
    }

    [Test]
    public async Task A_failure_is_an_error_of_its_span()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReleaseTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var world = new World();
        world.Steps.Answers = StepOutcome.Failed;
        await world.Runner().StartAsync(World.Release, new("ci:1") { TraceParent = "nonsense" }, default);
        Assert.That(spans.First(span => span.OperationName == "run-expand-step").Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(spans.Single(span => span.OperationName == "release run").Status, Is.EqualTo(ActivityStatusCode.Error));
    }

    [Test]
    public async Task A_run_counts_what_happens()
    {
        var seen = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Name == ReleaseTelemetry.Name)
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();
        var world = new World();
        world.Steps.Locked = 1;
        world.Watch.Readings.Enqueue(BakeReading.Bad);
        await world.Start();

        string[] Of(string name) => [.. seen.Where(row => row.Name == "migrationguard." + name).Select(row => row.Tags)];
        Assert.That(Of("release.transitions"), Has.Member("service=webshop from=switching to=baking").And.Member("service=webshop from=rolling-back to=rolled-back"));
        Assert.That(Of("release.switch.duration"), Is.EqualTo(new[] { "service=webshop" }));
        Assert.That(Of("release.rollback.duration"), Is.EqualTo(new[] { "service=webshop cause=bake" }));
        Assert.That(Of("evidence.verdicts"), Is.EqualTo(new[] { "evidence.kind=proof evidence.verdict=pass", "evidence.kind=proof evidence.verdict=pass", "evidence.kind=suite evidence.verdict=pass", "evidence.kind=suite evidence.verdict=pass" }));
        Assert.That(Of("step.retries"), Is.EqualTo(new[] { "service=webshop" }));
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key["migrationguard.".Length..]}={tag.Value}"));
}
