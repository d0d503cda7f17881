using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Quayside.Sandbox;

/// <summary>Practice shops, each on a loopback port of its own.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly List<WebApplication> _servers = [];
    private readonly List<PracticeShop> _shops = [];

    private SandboxHost()
    {
    }

    public IReadOnlyList<PracticeShop> Shops => _shops;

    /// <exception cref="KeyNotFoundException">No shop has this key.</exception>
    public PracticeShop this[string key] =>
        _shops.Find(shop => shop.Options.Key == key) ?? throw new KeyNotFoundException($"No practice shop is called {key}.");

    /// <exception cref="IOException">A port that was asked for is taken. Nothing is left listening.</exception>
    /// <exception cref="NotSupportedException">A shop names a channel that is not built.</exception>
    public static async Task<SandboxHost> StartAsync(IReadOnlyList<ShopOptions> shops, CancellationToken cancellation)
    {
        var host = new SandboxHost();
        try
        {
            foreach (var options in shops)
            {
                await host.OpenAsync(options, cancellation);
            }
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _servers.Clear();
        foreach (var shop in _shops)
        {
            shop.Protocol.Dispose();
        }
    }

    private async Task OpenAsync(ShopOptions options, CancellationToken cancellation)
    {
        var shop = new PracticeShop(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        var server = builder.Build();
        _servers.Add(server);
        var desk = new FrontDesk(shop);
        server.Run(desk.ServeAsync);
        await server.StartAsync(cancellation);

        var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        var plain = addresses.Find(address => address.Scheme == "http")!;
        shop.Listening(addresses.Find(address => address.Scheme == "https") ?? plain, plain, () => server.StopAsync(CancellationToken.None));
        _shops.Add(shop);
    }

    private static void Listen(KestrelServerOptions kestrel, ShopOptions options)
    {
        kestrel.AddServerHeader = false;
        if (options.Certificate is { } certificate)
        {
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.UseHttps(certificate));
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
        }
    }

    // The usual lifetime takes Ctrl-C and SIGTERM for itself; stopping is the business of whoever started the sandbox.
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
