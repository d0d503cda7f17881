using System.Net;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Finds a shop's API and what WordPress's public index says of it.</summary>
internal static class WooDiscovery
{
    // WordPress splits dotted names at the dots and these routes have none, so two of some 600 routes come (2 KB instead of 2 MB).
    private static readonly WooRequest Index = WooRequest.Of(
        "", ("_fields", "name,url,home,namespaces,routes./wc/v3/orders,routes./wc/v3/variations")) with
    { IsPublic = true };

    private static readonly string[] NotOrders = ["any", "trash", "auto-draft", "checkout-draft"];

    /// <param name="Name">The shop's own name; null when the index is closed.</param>
    public sealed record Found(WooShop Shop, string? Name);

    /// <summary>The shop of a connection: from its facts while they are fresh, else by asking.</summary>
    public static async Task<WooShop> ShopAsync(Connection connection, TimeProvider clock, CancellationToken cancellation)
    {
        var known = WooShop.From(connection.Facts.Values);
        if (known is not null && clock.GetUtcNow() - connection.Facts.At < WooShop.FreshFor)
        {
            return known;
        }

        var found = (await AskAsync(connection, clock, cancellation)).Shop;
        return known is null ? found : found with
        {
            Home = found.Home ?? known.Home,
            Currency = known.Currency,
            Statuses = found.Statuses ?? known.Statuses,
            HasVariationList = found.HasVariationList ?? known.HasVariationList,
        };
    }

    /// <summary>Asks the index; a shop whose index is closed is found with nothing known of it.</summary>
    /// <exception cref="ConnectorException">There is no WooCommerce at this address, or no answer.</exception>
    public static async Task<Found> AskAsync(Connection connection, TimeProvider clock, CancellationToken cancellation)
    {
        var typed = WooAddress.Typed(connection.Setting(WooSettings.Url));
        var shop = WooShop.At(typed);
        using var first = await new WooClient(connection, shop, clock).AskAsync(Index, cancellation);
        if (first.IsJson || !(first.Succeeded || first.Status == HttpStatusCode.NotFound))
        {
            return Read(first, shop);
        }

        // No API where it usually is: plain permalinks, or WordPress lives in a folder above or below. Any page of it says where.
        var elsewhere = first.AdvertisedApi is { } advertised && WooAddress.IsSameShop(first.Address, advertised)
            ? advertised
            : new Uri(typed, "index.php?rest_route=/");
        shop = shop with { Api = elsewhere };
        using var second = await new WooClient(connection, shop, clock).AskAsync(Index, cancellation);
        return Read(second.IsJson ? second : first, shop);
    }

    private static Found Read(WooAnswer answer, WooShop shop)
    {
        var isClosed = answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || (answer.Status == HttpStatusCode.NotFound && answer.IsJson);
        if (isClosed)
        {
            return new Found(shop, null);
        }

        if (!answer.Succeeded || !answer.IsJson)
        {
            throw WooErrors.From(answer, shop);
        }

        var namespaces = answer.Json.Items("namespaces"u8).Select(n => n.ToString()).ToList();
        if (namespaces.Count == 0)
        {
            throw new ConnectorException(FailureKind.Unreadable, "This address answers with data, but not with WordPress's. Is it the shop's?");
        }

        if (!namespaces.Contains("wc/v3"))
        {
            throw new ConnectorException(
                FailureKind.Refused, "This is a WordPress site without WooCommerce. Check the address, or whether WooCommerce is active there.");
        }

        var routes = answer.Json.Field("routes"u8);
        var orders = routes?.Field("/wc/v3/orders"u8);
        var home = answer.Json.Filled("home"u8) ?? answer.Json.Filled("url"u8);
        var found = new WooShop(
            ApiAt(answer.Address, shop.Api),
            home,
            Currency: null,
            Statuses: orders is { } route ? StatusesOf(route) : null,
            HasVariationList: orders is null ? null : routes?.Field("/wc/v3/variations"u8) is not null);
        return new Found(found, HtmlText.Line(answer.Json.Text("name"u8)));
    }

    /// <summary>The statuses that are orders, from a list that WooCommerce names in two ways.</summary>
    public static string? OrderStatuses(IEnumerable<string> statuses)
    {
        var orders = statuses.Where(status => !NotOrders.Contains(status, StringComparer.Ordinal)).Distinct().ToList();
        return orders.Count == 0 ? null : string.Join(',', orders);
    }

    private static string? StatusesOf(JsonElement route)
    {
        foreach (var endpoint in route.Items("endpoints"u8))
        {
            if (endpoint.Items("methods"u8).Any(m => m.ValueEquals("GET"u8)) && endpoint.Field("args"u8)?.Field("status"u8) is { } status)
            {
                return OrderStatuses((status.Field("items"u8) ?? status).Items("enum"u8).Select(s => s.ToString()));
            }
        }

        return null;
    }

    // Where redirects led, so that later calls need none.
    private static Uri ApiAt(Uri answered, Uri asked)
    {
        if (asked.Query.Length > 0)
        {
            return new Uri(answered.GetLeftPart(UriPartial.Path) + asked.Query);
        }

        var path = answered.GetLeftPart(UriPartial.Path);
        return new Uri(path.EndsWith('/') ? path : path + "/");
    }
}
