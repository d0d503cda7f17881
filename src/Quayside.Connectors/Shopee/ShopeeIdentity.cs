using Quayside.Connectors.Http;

namespace Quayside.Connectors.Shopee;

/// <summary>Which shop answers. Shopee numbers shops over all its countries, and its answer does not repeat the number.</summary>
internal static class ShopeeIdentity
{
    public const string Kind = "shop_id";

    private const string Path = "/api/v2/shop/get_shop_info";
    private const string RegionKey = "region";

    private static readonly Dictionary<string, (string Site, string Currency)> Regions = new(StringComparer.Ordinal)
    {
        ["SG"] = ("shopee.sg", "SGD"),
        ["MY"] = ("shopee.com.my", "MYR"),
        ["TH"] = ("shopee.co.th", "THB"),
        ["ID"] = ("shopee.co.id", "IDR"),
        ["VN"] = ("shopee.vn", "VND"),
        ["PH"] = ("shopee.ph", "PHP"),
        ["TW"] = ("shopee.tw", "TWD"),
        ["BR"] = ("shopee.com.br", "BRL"),
        ["MX"] = ("shopee.com.mx", "MXN"),
        ["CO"] = ("shopee.com.co", "COP"),
        ["CL"] = ("shopee.cl", "CLP"),
    };

    public static async Task<ShopIdentity> AskAsync(ShopeeClient client, CancellationToken cancellation)
    {
        var shopId = client.Connection.Setting(ShopeeSettings.ShopId);
        using var answer = await client.GetAsync(Path, "", cancellation);
        if (answer.Root.Filled("region"u8)?.Trim().ToUpperInvariant() is not { } region)
        {
            throw new ConnectorException(FailureKind.Unreadable, "Shopee's answer about the shop does not say which country it is in.");
        }

        Regions.TryGetValue(region, out var known);
        return new ShopIdentity(
            answer.Root.Filled("shop_name"u8)?.Trim() ?? $"Shopee shop {shopId}",
            known.Site is { } site ? $"https://{site}/shop/{shopId}" : $"Shopee {region}, shop {shopId}",
            known.Currency is { } currency ? new Currency(currency) : null,
            [new SellerIdentity(Kind, shopId, Strong: true)],
            new ShopFacts(new Dictionary<string, string> { [RegionKey] = region }, client.Now));
    }
}
