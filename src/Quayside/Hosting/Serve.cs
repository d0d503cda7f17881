using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Quayside.Database;
using Quayside.Hosting.Demo;
using Quayside.Organisations;

namespace Quayside.Hosting;

/// <summary>Serves until it is told to stop.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(CommandLine line)
    {
        SpareThreads.Keep();
        using var stop = new StopSignal();
        try
        {
            await (line.Demo ? RunDemoAsync(line, stop.Token) : RunPlainAsync(line, stop.Token));
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            // Told to stop before it had started.
        }

        return 0;
    }

    private static async Task RunPlainAsync(CommandLine line, CancellationToken stop)
    {
        await using var app = QuaysideApp.Build(line);
        Ports.Check(QuaysideApp.Urls(app.Configuration));
        var settings = app.Services.GetRequiredService<Settings>();
        using var folder = settings.Postgres is null ? DataFolder.Lock(settings) : null;
        await SayPreparedAsync(app);
        await app.StartAsync(stop);
        await GreetAsync(app, settings);
        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    private static async Task RunDemoAsync(CommandLine line, CancellationToken stop)
    {
        // Before anything logs, so that no line is torn.
        var bars = LiveLines.OnTerminal();
        await using var app = QuaysideApp.Build(line);
        var ports = Ports.RequireLoopback(QuaysideApp.Urls(app.Configuration), app.Configuration);
        Ports.Check(QuaysideApp.Urls(app.Configuration));
        var settings = app.Services.GetRequiredService<Settings>();
        using var folder = DataFolder.Lock(settings);
        await SayPreparedAsync(app);
        await using var demo = await DemoRun.OpenAsync(app, ports, stop);
        await app.StartAsync(stop);
        await demo.RunAsync(await GreetAsync(app, settings), bars, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    private static async Task SayPreparedAsync(WebApplication app)
    {
        if (await PrepareAsync(app.Services, CancellationToken.None) is { } backup)
        {
            Terminal.Say($"Back-up    {backup}");
        }
    }

    /// <summary>Brings the tables up to date. The caller holds the data folder where there is a SQLite file in it.</summary>
    /// <exception cref="CannotStart">The database cannot be reached.</exception>
    public static async Task<string?> PrepareAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var settings = services.GetRequiredService<Settings>();
        try
        {
            return await Schema.BringUpToDateAsync(
                services.GetRequiredService<Databases>(), settings.BackupsDirectory,
                services.GetRequiredService<TimeProvider>(), cancellation);
        }
        catch (Exception failure) when (Unreachable.Says(failure, settings) is { } sentence)
        {
            throw new CannotStart(sentence);
        }
    }

    /// <returns>Where it listens.</returns>
    private static async Task<string> GreetAsync(WebApplication app, Settings settings)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var code = await app.Services.GetRequiredService<FirstRun>().BeginAsync(CancellationToken.None);
        Terminal.Say($"Quayside {QuaysideApp.Version}");
        Terminal.Say($"Data       {settings.DataDirectory}");
        Terminal.Say($"Database   {(settings.Postgres is null ? settings.SqliteFile : "PostgreSQL")}");
        foreach (var address in addresses)
        {
            Terminal.Say($"Address    {address}");
        }

        if (code is not null)
        {
            Terminal.Say($"Nobody has an account yet. Open {addresses.First()}/first-run and enter the code {code}");
        }

        return addresses.First();
    }
}
