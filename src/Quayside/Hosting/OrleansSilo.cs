using System.Net;
using System.Net.Sockets;

namespace Quayside.Hosting;

/// <summary>One silo in this process, on loopback ports of its own.</summary>
internal static class OrleansSilo
{
    /// <remarks>Two processes that take the default ports both start without an error, each a cluster alone, so the ports are
    /// free ones and the cluster's id is drawn for each process. That a store has one caller over all processes is kept by its
    /// lease in the database.</remarks>
    public static void AddOrleans(this IHostApplicationBuilder builder) => builder.UseOrleans(silo => silo
        .UseLocalhostClustering(
            siloPort: FreePort(), gatewayPort: FreePort(), serviceId: "quayside", clusterId: Guid.NewGuid().ToString("N")));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
