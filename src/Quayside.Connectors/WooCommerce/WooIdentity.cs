using System.Net;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>Which shop it is: two requests when the key's user manages the shop, a few more when he does not.</summary>
internal static class WooIdentity
{
    // Dotted, because the whole "environment" makes the shop call PayPal and woocommerce.com before it answers.
    private static readonly WooRequest SystemStatus =
        WooRequest.Of("wc/v3/system_status", ("_fields", "environment.home_url,environment.store_id,settings.currency"));

    private static readonly WooRequest SystemStatusWhole = WooRequest.Of("wc/v3/system_status", ("_fields", "environment,settings"));

    private static readonly WooRequest OneProduct = WooRequest.Of("wc/v3/products", ("per_page", "1"), ("_fields", "id"));

    public static async Task<ShopIdentity> AskAsync(Connection connection, TimeProvider clock, CancellationToken cancellation)
    {
        _ = connection.Setting(WooSettings.ConsumerKey);
        _ = connection.Setting(WooSettings.ConsumerSecret);
        var found = await WooDiscovery.AskAsync(connection, clock, cancellation);
        var client = new WooClient(connection, found.Shop, clock);
        var said = await SystemStatusAsync(client, cancellation) ?? await LimitedAsync(client, cancellation);

        var home = said.Home ?? found.Shop.Home;
        List<SellerIdentity> identities = [];
        if (said.StoreId is { } store)
        {
            identities.Add(new SellerIdentity("store_id", store.Trim().ToLowerInvariant(), Strong: true));
        }

        if (WooAddress.Identity(home) is { } normalised)
        {
            identities.Add(new SellerIdentity("home", normalised, Strong: false));
        }

        if (identities.Count == 0)
        {
            throw new ConnectorException(
                FailureKind.NeedsReauth,
                "The shop does not say which one it is: its public index is closed and the key's user may not read the system status. Make a key for a shop manager or an administrator.");
        }

        var statuses = found.Shop.Statuses ?? await StatusesAsync(client, cancellation);
        var shop = found.Shop with { Home = home, Currency = said.Currency, Statuses = statuses };
        return new ShopIdentity(
            found.Name ?? identities[^1].Value,
            home,
            said.Currency is { } code ? new Currency(code) : null,
            identities,
            new ShopFacts(shop.ToValues(), clock.GetUtcNow()));
    }

    /// <summary>The shop's order statuses as its reports name them; null when the key may not read those.</summary>
    public static async Task<string?> StatusesAsync(WooClient client, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(WooRequest.Of("wc/v3/reports/orders/totals", ("_fields", "slug")), cancellation);
        return Allowed(answer, client.Shop) ? WooDiscovery.OrderStatuses(answer.Rows.Select(row => row.Filled("slug"u8)).OfType<string>()) : null;
    }

    /// <summary>The shop's currency; null when the key may not read it.</summary>
    public static async Task<string?> CurrencyAsync(WooClient client, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(WooRequest.Of("wc/v3/data/currencies/current", ("_fields", "code")), cancellation);
        return Allowed(answer, client.Shop) ? Code(answer.Json) : null;
    }

    private static async Task<Said?> SystemStatusAsync(WooClient client, CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(SystemStatus, cancellation);
        if (answer.ErrorCode == WooErrors.NotAuthenticated)
        {
            throw WooErrors.From(answer, client.Shop);
        }

        if (!Allowed(answer, client.Shop))
        {
            return null;
        }

        if (answer.Json.Field("environment"u8) is { ValueKind: JsonValueKind.Object })
        {
            return Said.From(answer.Json);
        }

        // WordPress before 5.3 knows no dotted names.
        using var whole = await client.GetAsync(SystemStatusWhole, cancellation);
        return Said.From(whole.Json);
    }

    private static async Task<Said> LimitedAsync(WooClient client, CancellationToken cancellation)
    {
        using var proof = await client.GetAsync(OneProduct, cancellation);
        return new Said(null, null, await CurrencyAsync(client, cancellation));
    }

    private static bool Allowed(WooAnswer answer, WooShop shop)
    {
        if (answer.Succeeded && answer.IsJson)
        {
            return true;
        }

        var isNotOurs = answer.IsJson && answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound;
        return isNotOurs ? false : throw WooErrors.From(answer, shop);
    }

    private static string? Code(JsonElement currency) => currency.Filled("code"u8)?.Trim();

    private sealed record Said(string? Home, string? StoreId, string? Currency)
    {
        public static Said From(JsonElement status)
        {
            var environment = status.Field("environment"u8) ?? default;
            return new Said(
                environment.Filled("home_url"u8)?.Trim(),
                environment.Filled("store_id"u8),
                status.Field("settings"u8)?.Filled("currency"u8)?.Trim());
        }
    }
}
