using System.Net;
using System.Net.Sockets;

namespace Quayside.Hosting;

/// <summary>Asks for the ports before anything else is started, so that a taken one is a sentence and not a stack.</summary>
internal static class Ports
{
    /// <exception cref="CannotStart">An address that cannot be read or listened on.</exception>
    public static void Check(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            if (address.Port != 0 && !address.IsUnixPipe)
            {
                Listen(url, address);
            }
        }
    }

    /// <summary>Whether nobody listens on this loopback port now.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <returns>The port numbers in these addresses.</returns>
    /// <exception cref="CannotStart">An address that others than this machine could reach, or that cannot be read.</exception>
    public static IReadOnlyList<int> RequireLoopback(string urls, IConfiguration configuration)
    {
        if (configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            throw new CannotStart($"--demo takes its address from --urls alone. Leave the setting Kestrel:Endpoints out: --urls={Settings.DefaultUrl}.");
        }

        var ports = new List<int>();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            if (address.IsUnixPipe || !IsLoopback(address.Host))
            {
                throw new CannotStart(
                    $"--demo serves this machine alone and does not listen on {url}. Leave the address out, or choose one on loopback: --urls={Settings.DefaultUrl}.");
            }

            ports.Add(address.Port);
        }

        return ports;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new CannotStart($"\"{url}\" is no address to listen on. Write it as {Settings.DefaultUrl}.");
        }
    }

    private static void Listen(string url, BindingAddress address)
    {
        var ip = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var named) ? named
            : IPAddress.Any;
        using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(ip, address.Port));
            socket.Listen();
        }
        catch (SocketException failure)
        {
            throw new CannotStart(failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"Port {address.Port} is taken by another program. " +
                    $"Stop that one, or choose another port: --urls=http://127.0.0.1:{address.Port + 1}.",
                SocketError.AccessDenied => $"You may not listen on port {address.Port}. " +
                    $"Choose one from 1024 up: --urls={Settings.DefaultUrl}.",
                SocketError.AddressNotAvailable => $"This machine has no address {address.Host}. " +
                    $"Choose one that it has: --urls={Settings.DefaultUrl}.",
                _ => $"Quayside cannot listen on {url}: {failure.Message}. Choose another with --urls={Settings.DefaultUrl}.",
            });
        }
    }
}
