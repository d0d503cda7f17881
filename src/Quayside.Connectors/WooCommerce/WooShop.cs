using System.Globalization;

namespace Quayside.Connectors.WooCommerce;

/// <summary>What later calls need to know of a shop: kept as facts, and inside every cursor so that a cursor stands alone.</summary>
/// <param name="Api">Where its REST API begins: "https://shop.example/wp-json/", or "…/index.php?rest_route=/" with plain permalinks.</param>
/// <param name="Home">Its own address, exactly as it writes it; plain-http signatures are made with it. Null when not told.</param>
/// <param name="Currency">Its own currency; products carry none. Null when not told.</param>
/// <param name="Statuses">Its order statuses without carts, drafts and trash, comma-separated; null when not told.</param>
/// <param name="HasVariationList">Whether it lists all variations at once (WooCommerce 10.3 and later); null when not told.</param>
internal sealed record WooShop(Uri Api, string? Home, string? Currency, string? Statuses, bool? HasVariationList)
{
    private const string ApiKey = "api";
    private const string HomeKey = "home";
    private const string CurrencyKey = "currency";
    private const string StatusesKey = "statuses";
    private const string VariationListKey = "variationList";

    /// <summary>A plugin that adds an order status, or an update, shows itself within this time.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);

    /// <summary>A shop of which only the typed address is known.</summary>
    public static WooShop At(Uri address) => new(new Uri(address, "wp-json/"), null, null, null, null);

    /// <summary>null where the facts hold nothing of use.</summary>
    public static WooShop? From(IReadOnlyDictionary<string, string> values) =>
        values.TryGetValue(ApiKey, out var api) && Uri.TryCreate(api, UriKind.Absolute, out var address)
            ? new WooShop(
                address,
                values.GetValueOrDefault(HomeKey),
                values.GetValueOrDefault(CurrencyKey),
                values.GetValueOrDefault(StatusesKey),
                bool.TryParse(values.GetValueOrDefault(VariationListKey), out var list) ? list : null)
            : null;

    public Dictionary<string, string> ToValues()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [ApiKey] = Api.AbsoluteUri };
        Add(values, HomeKey, Home);
        Add(values, CurrencyKey, Currency);
        Add(values, StatusesKey, Statuses);
        Add(values, VariationListKey, HasVariationList?.ToString(CultureInfo.InvariantCulture));
        return values;
    }

    private static void Add(Dictionary<string, string> values, string key, string? value)
    {
        if (value is not null)
        {
            values[key] = value;
        }
    }
}
