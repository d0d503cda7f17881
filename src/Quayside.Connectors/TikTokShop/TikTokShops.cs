using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>The shops that a sign-in leads to: one request, which names no shop.</summary>
internal static class TikTokShops
{
    public const string IdKind = "shop_id";
    public const string CodeKind = "shop_code";

    private const string RegionKey = "region";

    private static readonly TikTokRequest List = TikTokRequest.Get("/authorization/202309/shops") with { OfShop = false };

    private static readonly Dictionary<string, string> Currencies = new(StringComparer.Ordinal)
    {
        ["BR"] = "BRL",
        ["DE"] = "EUR",
        ["ES"] = "EUR",
        ["FR"] = "EUR",
        ["IE"] = "EUR",
        ["IT"] = "EUR",
        ["GB"] = "GBP",
        ["ID"] = "IDR",
        ["JP"] = "JPY",
        ["MX"] = "MXN",
        ["MY"] = "MYR",
        ["PH"] = "PHP",
        ["SG"] = "SGD",
        ["TH"] = "THB",
        ["US"] = "USD",
        ["VN"] = "VND",
    };

    /// <exception cref="ConnectorException">Not read; repeatable.</exception>
    public static async Task<IReadOnlyList<TikTokShopEntry>> AllAsync(TikTokClient client, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(List, cancellation);
        return [.. answer.Rows("shops"u8).Select(row => Reading.Safely(() => TikTokShopEntry.Of(row), null)).OfType<TikTokShopEntry>()];
    }

    /// <summary>The one that was chosen at the sign-in.</summary>
    /// <exception cref="ConnectorException">NeedsReauth: the sign-in does not lead to it. Others: not read; repeatable.</exception>
    public static async Task<TikTokShopEntry> OwnAsync(TikTokClient client, CancellationToken cancellation)
    {
        var id = client.Connection.Setting(TikTokSettings.ShopId);
        return (await AllAsync(client, cancellation)).FirstOrDefault(shop => shop.Id == id) ?? throw TikTokErrors.NotThisShop();
    }

    /// <summary>Which shop it is. Its id is counted over all countries; its code is what sellers see.</summary>
    public static async Task<ShopIdentity> IdentifyAsync(TikTokClient client, CancellationToken cancellation)
    {
        var shop = await OwnAsync(client, cancellation);
        List<SellerIdentity> identities = [new(IdKind, shop.Id, Strong: true)];
        if (shop.Code is { } code)
        {
            identities.Add(new(CodeKind, code, Strong: false));
        }

        return new ShopIdentity(
            shop.Name ?? shop.Code ?? shop.Id,
            Address: null,
            shop.Region is { } region && Currencies.TryGetValue(region, out var currency) ? new Currency(currency) : null,
            identities,
            new ShopFacts(shop.Region is null ? [] : new Dictionary<string, string> { [RegionKey] = shop.Region }, client.Now));
    }
}

/// <param name="Region">ISO 3166-1 alpha-2 of the country it sells in.</param>
/// <param name="Cipher">The handle by which calls name it; not an identity.</param>
internal sealed record TikTokShopEntry(string Id, string Cipher, string? Name, string? Region, string? Code)
{
    /// <returns>null where it cannot be asked for.</returns>
    public static TikTokShopEntry? Of(JsonElement row) => row.Id("id"u8) is { } id && row.Filled("cipher"u8) is { } cipher
        ? new TikTokShopEntry(id, cipher, HtmlText.Line(row.Text("name"u8)), row.Filled("region"u8)?.Trim().ToUpperInvariant(), row.Filled("code"u8)?.Trim())
        : null;

    /// <param name="account">Whose tokens lead to it.</param>
    public GrantedShop ToGranted(string account) => new(
        Id,
        Region is null ? Name ?? Id : $"{Name ?? Id}, {Region}",
        account,
        new Dictionary<string, string> { [TikTokSettings.ShopId] = Id, [TikTokSettings.Cipher] = Cipher });
}
