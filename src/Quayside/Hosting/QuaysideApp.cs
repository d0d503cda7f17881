using Microsoft.AspNetCore.HttpOverrides;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Ui;

namespace Quayside.Hosting;

/// <summary>The server, put together. Nothing runs yet.</summary>
internal static class QuaysideApp
{
    public static string Version { get; } = typeof(QuaysideApp).Assembly.GetName().Version!.ToString(3);

    /// <exception cref="CannotStart">A setting that cannot be read.</exception>
    /// <param name="replace">What a test puts in the place of the real thing.</param>
    public static WebApplication Build(CommandLine line, Action<IServiceCollection>? replace = null)
    {
        var builder = Builder(line);
        var settings = Settings.Read(builder.Configuration, line.Demo);
        DataFolder.Create(settings);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Open(settings));
        builder.Services.AddSignIn(settings);
        builder.Services.AddRooms();
        builder.AddOrleans(); // before the stores: they wake grains as soon as they start
        builder.Services.AddStores(settings.AllowPrivateAddresses, settings.SyncEvery);
        if (!line.Demo)
        {
            builder.Services.AddHostedService<FindingsLog>(); // practice stores show nothing of a channel
        }

        builder.Services.AddApi();
        builder.Services.AddPages();
        builder.Services.AddHealth();
        builder.AddTelemetry();
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseForwardedHeaders(new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        });
        app.UseSecurityHeaders();
        app.UsePages();
        app.UseProblems();
        app.MapMetrics();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<IdempotentWrite>();

        app.MapStaticAssets();
        app.MapSignIn();
        app.MapApi();
        app.MapOpenApi();
        app.MapReference();
        app.MapHealth();
        app.MapPages();
        return app;
    }

    /// <summary>For commands that work beside a running server: the database and the accounts, no more.</summary>
    public static ServiceProvider Services(CommandLine line)
    {
        var builder = Builder(line);
        var settings = Settings.Read(builder.Configuration, line.Demo);
        DataFolder.Create(settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Open(settings));
        builder.Services.AddSignIn(settings);
        builder.Services.AddRooms();
        return builder.Services.BuildServiceProvider();
    }

    public static string Urls(IConfiguration configuration) => configuration["urls"] switch
    {
        { Length: > 0 } urls => urls,
        _ when configuration.GetSection("Kestrel:Endpoints").Exists() => "",
        _ when configuration["http_ports"] is { Length: > 0 } ports =>
            string.Join(';', ports.Split(';').Select(port => $"http://*:{port}")),
        _ => Settings.DefaultUrl,
    };

    // Settings and pages lie beside the program, wherever it is started from.
    private static WebApplicationBuilder Builder(CommandLine line)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. line.Settings],
            ApplicationName = typeof(QuaysideApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        if (Urls(builder.Configuration) is { Length: > 0 } urls)
        {
            builder.WebHost.UseUrls(urls);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Orleans", LogLevel.Error); // its warnings speak to people who run clusters
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });

        // Standard output is for what a person or a script asked for.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    private static Databases Open(Settings settings) => settings.Postgres is { } postgres
        ? Databases.Postgres(postgres)
        : Databases.Sqlite(settings.SqliteFile);
}
