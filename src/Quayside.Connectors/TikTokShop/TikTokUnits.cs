using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.TikTokShop;

/// <summary>One unit of an order: three pieces are three of these.</summary>
/// <param name="OrderStatus">Where the unit says nothing of its own.</param>
internal readonly record struct TikTokUnit(JsonElement Json, string OrderStatus)
{
    public string? Id => Json.Id("id"u8);

    public string? ProductId => Json.Id("product_id"u8);

    public string? SkuId => Json.Id("sku_id"u8);

    public string? SellerSku => Json.Filled("seller_sku"u8);

    public string? Name => Json.Text("product_name"u8);

    public string? SkuName => Json.Text("sku_name"u8);

    public string? Currency => Json.Filled("currency"u8);

    public string? SalePrice => Json.DecimalText("sale_price"u8);

    public decimal? OriginalPrice => Json.Number("original_price"u8);

    public decimal Discounts => (Json.Number("seller_discount"u8) ?? 0) + (Json.Number("platform_discount"u8) ?? 0);

    public bool IsGift => Json.IsTrue("is_gift"u8);

    public string? TrackingNumber => Json.Filled("tracking_number"u8)?.Trim();

    public ChannelShipping? Carrier => HtmlText.Line(Json.Text("shipping_provider_name"u8)) is { } name
        ? new ChannelShipping(name, Json.Id("shipping_provider_id"u8), name)
        : null;

    /// <summary>TikTok Shop holds the unit back for a buyer who may still have to pay, and no carrier has it yet.</summary>
    public bool IsOpen =>
        (Json.Filled("display_status"u8)?.Trim() ?? OrderStatus) is "UNPAID" or "ON_HOLD" or "AWAITING_SHIPMENT" or "AWAITING_COLLECTION" or "PARTIALLY_SHIPPING"
        && Json.Filled("package_status"u8)?.Trim() is not ("FULFILLING" or "COMPLETED" or "CANCELLED");
}

/// <summary>What units come to together.</summary>
internal static class TikTokUnits
{
    /// <summary>What the buyer is charged for a unit. That "sale_price" is after all discounts is not documented: where it is not, the order's
    /// own sum of the goods tells.</summary>
    /// <param name="goods">What the order says that all of them come to; null where it does not say.</param>
    public static Func<TikTokUnit, decimal> Charged(IReadOnlyList<TikTokUnit> units, decimal? goods)
    {
        if (goods is null || units.Count == 0 || units.Sum(Sale) == goods)
        {
            return Sale;
        }

        var isBefore = units.All(u => u.OriginalPrice is not null) && units.Sum(Discounted) == goods;
        Findings.Met("tiktokshop.sale_price", isBefore ? "before discounts" : "neither before nor after discounts");
        return isBefore ? Discounted : Sale;
    }

    private static decimal Sale(TikTokUnit unit) =>
        decimal.Parse(unit.SalePrice.Need("sale_price"), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static decimal Discounted(TikTokUnit unit) => unit.OriginalPrice!.Value - unit.Discounts;
}
