using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>An order as GetOrders and GetOrder send it. It has no lines and no status of its own.</summary>
/// <remarks>Amounts are documented as text and come as numbers, or as text with separators of thousands.</remarks>
internal readonly record struct LazadaOrder(JsonElement Json)
{
    public string? Id => Json.Id("order_id"u8);

    public string? Number => Json.Id("order_number"u8);

    /// <summary>What its units are said to be, each word once.</summary>
    public IEnumerable<string> Statuses => Json.Items("statuses"u8)
        .Where(s => s.ValueKind == JsonValueKind.String).Select(s => s.GetString()!.Trim()).Where(s => s.Length > 0);

    /// <summary>The goods before vouchers and without shipping.</summary>
    public decimal? Price => Json.Number("price"u8);

    public decimal? Voucher => Json.Number("voucher"u8);

    public decimal? ShippingFee => Json.Number("shipping_fee"u8);

    public LazadaAddress ShipTo => new(Json.Field("address_shipping"u8) ?? default);

    public LazadaAddress Billing => new(Json.Field("address_billing"u8) ?? default);

    public string? CustomerName => LazadaAddress.Joined(Json.Filled("customer_first_name"u8), Json.Filled("customer_last_name"u8));

    public DateTimeOffset? Created(TimeSpan offset) => Json.Time("created_at"u8, offset);

    public DateTimeOffset? Updated(TimeSpan offset) => Json.Time("updated_at"u8, offset);
}

/// <summary>One unit of an order: three pieces are three of these.</summary>
internal readonly record struct LazadaUnit(JsonElement Json)
{
    public string? Id => Json.Id("order_item_id"u8);

    public string? Status => Json.Filled("status"u8)?.Trim();

    public string? ItemId => Json.Id("product_id"u8) ?? ShopSku?.ItemId;

    public string? SkuId => Json.Id("sku_id"u8) ?? ShopSku?.SkuId;

    public string? SellerSku => Json.Filled("sku"u8);

    public string? Name => Json.Text("name"u8);

    public string? Currency => Json.Filled("currency"u8)?.Trim();

    public string? ItemPrice => Json.DecimalText("item_price"u8);

    public decimal? Price => Json.Number("item_price"u8);

    /// <summary>After all vouchers.</summary>
    public decimal? PaidPrice => Json.Number("paid_price"u8);

    public decimal? Voucher => Json.Number("voucher_amount"u8);

    public decimal? Tax => Json.Number("tax_amount"u8);

    public string? TrackingCode => Json.Filled("tracking_code"u8)?.Trim();

    public string? Carrier => Json.Filled("shipment_provider"u8)?.Trim();

    /// <summary>EXPRESS, STANDARD, ECONOMY … in any case of letters.</summary>
    public string? ServiceType => Json.Filled("shipping_provider_type"u8)?.Trim();

    public bool IsCancelAsked => Json.IsYes("need_cancel_confirm"u8) || Json.IsYes("is_cancel_pending"u8);

    private LazadaShopSku? ShopSku => LazadaShopSku.Parse(Json.Filled("shop_sku"u8));

    public DateTimeOffset? Paid(TimeSpan offset) => Json.Time("payment_time"u8, offset);
}

internal readonly record struct LazadaAddress(JsonElement Json)
{
    public string? Part(ReadOnlySpan<byte> name) => HtmlText.Line(Json.Filled(name));

    public string? Name => Joined(Part("first_name"u8), Part("last_name"u8));

    public static string? Joined(params string?[] parts) => string.Join(' ', parts.OfType<string>().Select(p => p.Trim())) is { Length: > 0 } all ? all : null;
}
