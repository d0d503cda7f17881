using System.Security.Cryptography;
using Quayside.Sandbox;
using Quayside.Stores;

namespace Quayside.Hosting.Demo;

/// <summary>The practice stores while they listen, each on the loopback port that it keeps.</summary>
internal sealed class DemoShops(IReadOnlyList<SandboxHost> hosts) : IAsyncDisposable
{
    // Below the ports that systems give to outgoing connections, so that none of those sits on a kept port.
    private const int FirstPort = 15_000;
    private const int LastPort = 19_999;
    private const int LastBegin = 19_000;

    public IEnumerable<PracticeShop> All => hosts.SelectMany(host => host.Shops);

    /// <summary>Opens the shops on the ports of the plan, or on free ones at the first start, and lets Quayside reach just these.</summary>
    /// <param name="own">Ports that Quayside itself listens on: a practice store there would open Quayside to itself.</param>
    /// <returns>The plan with the ports in it.</returns>
    /// <exception cref="CannotStart">A kept port is taken.</exception>
    public static async Task<(DemoShops Shops, DemoPlan Plan)> OpenAsync(
        DemoPlan plan, IReadOnlyCollection<int> own, ShopAddresses addresses, CancellationToken cancellation)
    {
        var hosts = new List<SandboxHost>();
        try
        {
            // From a drawn one on: two demos that run in turn had the same ports otherwise, and could not run together.
            var next = RandomNumberGenerator.GetInt32(FirstPort, LastBegin);
            foreach (var options in plan.Shops)
            {
                var host = options.Port == 0
                    ? await OpenAnywhereAsync(options, next, own, cancellation)
                    : await OpenAgainAsync(options, own, cancellation);
                hosts.Add(host);
                next = host[options.Key].Address.Port + 1;
            }
        }
        catch
        {
            await CloseAsync(hosts);
            throw;
        }

        var shops = new DemoShops(hosts);
        foreach (var shop in shops.All)
        {
            addresses.Exempt(shop.Address);
        }

        return (shops, plan with { Ports = shops.All.ToDictionary(s => s.Options.Key, s => s.Address.Port) });
    }

    public ValueTask DisposeAsync() => CloseAsync(hosts);

    private static async Task<SandboxHost> OpenAnywhereAsync(
        ShopOptions options, int first, IReadOnlyCollection<int> own, CancellationToken cancellation)
    {
        for (var port = first; port <= LastPort; port++)
        {
            if (!own.Contains(port) && Ports.IsFree(port))
            {
                try
                {
                    return await SandboxHost.StartAsync([options with { Port = port }], cancellation);
                }
                catch (IOException)
                {
                    // Another program was faster between the question and the start.
                }
            }
        }

        throw new CannotStart($"No loopback port from {first} to {LastPort} is free for the practice stores. Stop what listens there.");
    }

    private static async Task<SandboxHost> OpenAgainAsync(
        ShopOptions options, IReadOnlyCollection<int> own, CancellationToken cancellation)
    {
        if (own.Contains(options.Port))
        {
            throw new CannotStart(
                $"Port {options.Port} belongs to the practice store {options.Name}. Give Quayside another one: --urls={Settings.DefaultUrl}.");
        }

        try
        {
            return await SandboxHost.StartAsync([options], cancellation);
        }
        catch (IOException)
        {
            throw new CannotStart(
                $"Port {options.Port} is taken by another program, and the practice store {options.Name} has its address there. " +
                "Stop that program, or begin another demo in another folder: --DataDirectory=/full/path.");
        }
    }

    private static async ValueTask CloseAsync(IEnumerable<SandboxHost> hosts)
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }
}
