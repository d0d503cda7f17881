namespace Quayside.Connectors.WooCommerce;

/// <summary>Addresses as people type them and as shops say them.</summary>
internal static class WooAddress
{
    private static readonly string[] NotTheShop = ["wp-admin", "wp-json", "wp-login.php", "wp-content", "index.php"];

    /// <summary>The shop's address from what was typed: "Shop.example/", "https://shop.example/wp-admin/…". Without a scheme it is https.</summary>
    /// <returns>An address whose path ends in a slash, without query, fragment or sign-in.</returns>
    /// <exception cref="ConnectorException">Refused: it is no web address.</exception>
    public static Uri Typed(string text)
    {
        var trimmed = text.Trim();
        var withScheme = trimmed.Contains("://", StringComparison.Ordinal) ? trimmed : "https://" + trimmed;
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.Host.Length == 0)
        {
            throw new ConnectorException(
                FailureKind.Refused, "This is not a web address. Enter the address that buyers open, such as https://shop.example.");
        }

        var segments = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(segment => !NotTheShop.Contains(segment, StringComparer.OrdinalIgnoreCase));
        return new UriBuilder(address.Scheme, address.IdnHost, address.Port, "/" + string.Concat(segments.Select(s => s + "/"))).Uri;
    }

    /// <summary>The home address as an identity: host in lower case without "www.", no scheme, no usual port, no slash at the end; the
    /// path keeps its case. Null when it is no address.</summary>
    public static string? Identity(string? home)
    {
        if (home is null || !Uri.TryCreate(home.Trim(), UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return null;
        }

        var port = address.IsDefaultPort || address.Port is 80 or 443 ? "" : $":{address.Port}";
        return WithoutWww(address.IdnHost.ToLowerInvariant()) + port + address.AbsolutePath.TrimEnd('/');
    }

    /// <summary>Whether a redirect stays with the same shop, so that the key may go along: the same host with or without "www.", the same
    /// port or from http to https, never from https to http.</summary>
    public static bool IsSameShop(Uri from, Uri to)
    {
        var sameHost = WithoutWww(from.IdnHost).Equals(WithoutWww(to.IdnHost), StringComparison.OrdinalIgnoreCase);
        return sameHost && (from.Scheme, to.Scheme) switch
        {
            ("http", "https") => true,
            _ => from.Scheme == to.Scheme && from.Port == to.Port,
        };
    }

    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
}
