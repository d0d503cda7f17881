namespace Quayside.Connectors.Vendure;

/// <summary>From what a person enters to the address of the Admin API.</summary>
internal static class VendureEndpoint
{
    private static readonly string[] Pages = ["/admin-api", "/shop-api", "/dashboard", "/admin"];

    /// <exception cref="ConnectorException">NeedsReauth: not an address.</exception>
    public static Uri Of(string entered)
    {
        var text = entered.Contains("://", StringComparison.Ordinal) ? entered : "https://" + entered;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            throw new ConnectorException(
                FailureKind.NeedsReauth, "The setting \"url\" is not an address. Enter one such as https://shop.example/admin-api.");
        }

        var path = uri.AbsolutePath.TrimEnd('/');

        // The path of the API can be changed in Vendure's configuration; what already looks like one is taken as it is.
        var isApi = path.EndsWith("-api", StringComparison.Ordinal) && !path.EndsWith("/shop-api", StringComparison.Ordinal);
        return new UriBuilder(uri.Scheme, uri.Host, uri.IsDefaultPort ? -1 : uri.Port, isApi ? path : Root(path) + "/admin-api").Uri;
    }

    /// <summary>The same text for every way to write the same address: no scheme, no "www.", lower case, no default port.</summary>
    public static string Plain(Uri endpoint)
    {
        var host = endpoint.IdnHost.ToLowerInvariant();
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        return (endpoint.IsDefaultPort ? host : $"{host}:{endpoint.Port}") + Root(endpoint.AbsolutePath);
    }

    private static string Root(string path)
    {
        var page = Pages.FirstOrDefault(p => path.EndsWith(p, StringComparison.Ordinal) || path.Contains(p + "/", StringComparison.Ordinal));
        return page is null ? path : path[..path.LastIndexOf(page, StringComparison.Ordinal)];
    }
}
