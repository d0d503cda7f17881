using System.Net;
using System.Net.Sockets;
using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>Which addresses a shop may have: public ones over https. Anything else only where the configuration allows it.</summary>
/// <param name="allowPrivate">Connections:AllowPrivateAddresses.</param>
public sealed class ShopAddresses(bool allowPrivate)
{
    private readonly HashSet<string> _exempt = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets one exact origin through, such as a practice store's: "http://127.0.0.1:4711".</summary>
    public void Exempt(Uri origin)
    {
        lock (_exempt)
        {
            _exempt.Add(origin.GetLeftPart(UriPartial.Authority));
        }
    }

    /// <exception cref="ConnectorException">Refused: the address is not one a shop may have; says why.</exception>
    public async Task CheckAsync(Uri address, CancellationToken cancellation)
    {
        if (IsExempt(address))
        {
            return;
        }

        var isPrivate = (await ResolveAsync(address.IdnHost, cancellation)).Any(IsPrivate);
        if (isPrivate && !allowPrivate)
        {
            throw Refused(
                $"{address.Host} is inside this server's own network. Enter the shop's public address, or set "
                + "Connections:AllowPrivateAddresses to true if the shop really is in your network.");
        }

        if (address.Scheme != Uri.UriSchemeHttps && !isPrivate)
        {
            throw Refused($"http://{address.Host} would send the key unprotected. Enter the shop's https:// address.");
        }
    }

    /// <summary>Connects to an address that was checked, not to what a name says a moment later.</summary>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellation);
        if (!allowPrivate && !IsExempt(context.InitialRequestMessage.RequestUri!) && addresses.Any(IsPrivate))
        {
            throw Refused($"{context.DnsEndPoint.Host} is inside this server's own network.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Loopback, private, link-local, carrier-grade, unique-local, unspecified and multicast ranges, also inside IPv6.</summary>
    internal static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal
                || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast || IsTranslated(address);
        }

        var bytes = address.GetAddressBytes();
        return bytes[0] switch
        {
            0 or 10 or 127 or >= 224 => true,
            100 => bytes[1] is >= 64 and <= 127,
            169 => bytes[1] == 254,
            172 => bytes[1] is >= 16 and <= 31,
            192 => bytes[1] == 168 || (bytes[1] == 0 && bytes[2] == 0),
            198 => bytes[1] is 18 or 19,
            _ => false,
        };
    }

    // 64:ff9b::/96, 2002::/16 and ::/96 carry an IPv4 address that a gateway or a tunnel would connect to.
    private static bool IsTranslated(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            [0x00, 0x64, 0xff, 0x9b, ..] => IsPrivate(new IPAddress(bytes.AsSpan(12, 4))),
            [0x20, 0x02, ..] => IsPrivate(new IPAddress(bytes.AsSpan(2, 4))),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ..] => IsPrivate(new IPAddress(bytes.AsSpan(12, 4))),
            _ => false,
        };
    }

    private bool IsExempt(Uri address)
    {
        lock (_exempt)
        {
            return _exempt.Contains(address.GetLeftPart(UriPartial.Authority));
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        // The look-up throws for 0.0.0.0, which connects to this machine.
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellation);
        }
        catch (Exception cause) when (cause is SocketException or ArgumentException) // the latter for names that are too long
        {
            throw new ConnectorException(
                FailureKind.Unavailable, $"There is no server called {host}. Check the address for a typing mistake.", cause);
        }
    }

    private static ConnectorException Refused(string message) => new(FailureKind.Refused, message);
}
