using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Quayside.Hosting;

/// <summary>One silo in this process, on loopback ports of its own.</summary>
internal static class OrleansSilo
{
    // Below what systems hand out to outgoing connections: one of those could take a port between our look at it and the silo's.
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;
    private const int Tries = 100;

    /// <remarks>Two processes that take the default ports both start without an error, each a cluster alone, so the ports are
    /// free ones and the cluster's id is drawn for each process. That a store has one caller over all processes is kept by its
    /// lease in the database.</remarks>
    public static void AddOrleans(this IHostApplicationBuilder builder)
    {
        var port = FreePort();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(
            siloPort: port, gatewayPort: FreePort(apartFrom: port), serviceId: "quayside", clusterId: Guid.NewGuid().ToString("N")));
    }

    /// <summary>A loopback port that nobody listens on, drawn anew each time, so that processes that start together draw others.</summary>
    internal static int FreePort(int apartFrom = 0)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(FirstPort, LastPort);
            if (port != apartFrom && IsFree(port))
            {
                return port;
            }
        }

        throw new CannotStart($"No port of 127.0.0.1 between {FirstPort} and {LastPort} is free for Quayside's own use. Stop what listens there and start again.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
