using System.Net;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Quayside.Stores.Sync;

namespace Quayside.Hosting;

/// <summary>Traces and metrics: for a scraper at /metrics, and for a collector where OTEL_EXPORTER_OTLP_ENDPOINT names one.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("quayside"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                .AddMeter("Quayside", "Microsoft.Orleans").AddPrometheusExporter());
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry
                .WithTracing(traces => traces
                    .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddSource(SyncTrace.SourceName))
                .UseOtlpExporter();
        }
    }

    /// <summary>For this machine as it is; for others with an API key.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == "/metrics" && IsLocal(context));
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(SignIn.MayRead);
    }

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For");
}
