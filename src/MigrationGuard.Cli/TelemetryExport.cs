using System.Runtime.CompilerServices;
using MigrationGuard.Gate.Observing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MigrationGuard.Cli;

/// <summary>Sends activities and metrics by OTLP, where the variables of OpenTelemetry say where to.</summary>
internal static class TelemetryExport
{
    /// <summary>The variable without which nothing is sent.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // A process that was asked to go back ends soon, whether or not a collector answers.
    private const int Patience = 3000;

    /// <summary>What has to be disposed at the end, so that everything is sent; null where nothing is to be sent, and then no assembly of OpenTelemetry is loaded.</summary>
    public static IDisposable? Begin(Surroundings surroundings) =>
        surroundings.Variable(EndpointVariable) is { Length: > 0 } && surroundings.Variable("OTEL_SDK_DISABLED") is not "true" ? Build() : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Export Build()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("migrationguard").AddEnvironmentVariableDetector();
        return new(
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(ReleaseTelemetry.Name).AddOtlpExporter(exporter => exporter.TimeoutMilliseconds = Patience).Build(),
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(ReleaseTelemetry.Name).AddOtlpExporter(exporter => exporter.TimeoutMilliseconds = Patience).Build());
    }

    private sealed class Export(TracerProvider traces, MeterProvider metrics) : IDisposable
    {
        public void Dispose()
        {
            traces.Shutdown(Patience);
            metrics.Shutdown(Patience);
            traces.Dispose();
            metrics.Dispose();
        }
    }
}
