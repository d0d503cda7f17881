using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.WooCommerce;

/// <summary>A product as REST v3 sends it, read field by field from its JSON.</summary>
internal readonly record struct WooProduct(JsonElement Json)
{
    /// <summary>Asked for by name: a product's whole JSON has the price's HTML and related products computed for every row.</summary>
    public const string Fields = "id,parent_id,name,type,status,sku,global_unique_id,price,description,short_description,images,brands,"
        + "categories,attributes,manage_stock,stock_quantity,stock_status,date_modified_gmt,variations,meta_data";

    public string? Id => Json.Id("id"u8);

    public string? ParentId => Json.Id("parent_id"u8);

    public string? Type => Json.Text("type"u8);

    public string? Name => Json.Text("name"u8);

    public string? Status => Json.Text("status"u8);

    public string? Sku => Json.Filled("sku"u8);

    public string? Price => Json.DecimalText("price"u8);

    public string? Description => Json.Text("description"u8);

    public string? ShortDescription => Json.Text("short_description"u8);

    public string? StockStatus => Json.Text("stock_status"u8);

    public string? ManageStock => Json.Filled("manage_stock"u8);

    public bool SaysManageStock => Json.Field("manage_stock"u8) is { ValueKind: not JsonValueKind.Null };

    public decimal? StockQuantity => Json.Number("stock_quantity"u8);

    public string? GlobalUniqueId => Json.Filled("global_unique_id"u8);

    public DateTimeOffset? Modified => Json.Utc("date_modified_gmt"u8);

    /// <summary>Ids only; the variations themselves come in a feed of their own.</summary>
    public IEnumerable<JsonElement> Variations => Json.Items("variations"u8);

    public IEnumerable<string> Images => Json.Items("images"u8).Select(image => image.Filled("src"u8)).OfType<string>();

    /// <summary>A variation has one of these instead of the list.</summary>
    public string? Image => Json.Field("image"u8)?.Filled("src"u8);

    public IEnumerable<string> Brands => Json.Items("brands"u8).Select(brand => brand.Text("name"u8)).OfType<string>();

    public IEnumerable<string> Categories => Json.Items("categories"u8).Select(category => category.Text("name"u8)).OfType<string>();

    public IEnumerable<WooAttribute> Attributes => Json.Items("attributes"u8).Select(attribute => new WooAttribute(attribute));

    public IEnumerable<WooMeta> Meta => Json.Items("meta_data"u8).Select(meta => new WooMeta(meta));
}

internal readonly record struct WooAttribute(JsonElement Json)
{
    public string? Name => Json.Text("name"u8);

    public string? Slug => Json.Text("slug"u8);

    /// <summary>A variation's own value; a product has <see cref="Options"/>.</summary>
    public string? Option => Json.Text("option"u8);

    public IEnumerable<string> Options => Json.Items("options"u8)
        .Where(option => option.ValueKind == JsonValueKind.String).Select(option => option.GetString()!);
}

/// <summary>What plugins hang on; the value may be any JSON.</summary>
internal readonly record struct WooMeta(JsonElement Json)
{
    public string? Key => Json.Text("key"u8);

    public JsonElement? Value => Json.Field("value"u8);

    /// <summary>The value where it is plain text or a number.</summary>
    public string? Text => Value is { ValueKind: JsonValueKind.String or JsonValueKind.Number } ? Json.Filled("value"u8) : null;
}

internal readonly record struct WooOrder(JsonElement Json)
{
    public string? Id => Json.Id("id"u8);

    public string? Number => Json.Filled("number"u8);

    public string? Status => Json.Text("status"u8);

    public string? Currency => Json.Filled("currency"u8);

    public DateTimeOffset? Created => Json.Utc("date_created_gmt"u8);

    public DateTimeOffset? Modified => Json.Utc("date_modified_gmt"u8);

    public DateTimeOffset? Paid => Json.Utc("date_paid_gmt"u8);

    public DateTimeOffset? Completed => Json.Utc("date_completed_gmt"u8);

    public decimal? Total => Json.Number("total"u8);

    public decimal? ShippingTotal => Json.Number("shipping_total"u8);

    public decimal? TotalTax => Json.Number("total_tax"u8);

    public decimal? DiscountTotal => Json.Number("discount_total"u8);

    public WooAddressBlock Billing => new(Json.Field("billing"u8) ?? default);

    public WooAddressBlock Shipping => new(Json.Field("shipping"u8) ?? default);

    public IEnumerable<WooLine> Lines => Json.Items("line_items"u8).Select(line => new WooLine(line));

    public IEnumerable<WooShippingLine> ShippingLines => Json.Items("shipping_lines"u8).Select(line => new WooShippingLine(line));

    public IEnumerable<decimal?> Fees => Json.Items("fee_lines"u8).Select(fee => fee.Number("total"u8));

    public IEnumerable<decimal?> Refunds => Json.Items("refunds"u8).Select(refund => refund.Number("total"u8));

    public IEnumerable<WooMeta> Meta => Json.Items("meta_data"u8).Select(meta => new WooMeta(meta));

    /// <summary>Core's fulfilments, where a shop sends them inside the order.</summary>
    public IEnumerable<JsonElement> Fulfilments => Json.Items("fulfillments"u8);
}

internal readonly record struct WooLine(JsonElement Json)
{
    public string? Id => Json.Id("id"u8);

    public string? ProductId => Json.Id("product_id"u8);

    public string? VariationId => Json.Id("variation_id"u8);

    public string? Name => Json.Text("name"u8);

    public string? Sku => Json.Filled("sku"u8);

    public decimal? Quantity => Json.Number("quantity"u8);

    public string? Price => Json.DecimalText("price"u8);

    public decimal? Total => Json.Number("total"u8);

    public IEnumerable<WooMeta> Meta => Json.Items("meta_data"u8).Select(meta => new WooMeta(meta));
}

internal readonly record struct WooShippingLine(JsonElement Json)
{
    public string? Title => Json.Text("method_title"u8);

    public string? MethodId => Json.Filled("method_id"u8);

    public string? InstanceId => Json.Id("instance_id"u8);
}

/// <summary>Billing or shipping; a shop sends the shipping block empty when it is the same or not needed.</summary>
internal readonly record struct WooAddressBlock(JsonElement Json)
{
    public string? Part(ReadOnlySpan<byte> name) => HtmlText.Line(Json.Text(name));

    public string? Name => string.Join(' ', new[] { Part("first_name"u8), Part("last_name"u8) }.OfType<string>()) is { Length: > 0 } name ? name : null;
}

internal readonly record struct WooZoneMethod(JsonElement Json)
{
    public const string Fields = "instance_id,title,enabled,method_id,method_title";

    public string? Title => HtmlText.Line(Json.Text("title"u8)) ?? HtmlText.Line(Json.Text("method_title"u8));

    public string? MethodId => Json.Filled("method_id"u8);

    public string? InstanceId => Json.Id("instance_id"u8);

    public bool IsEnabled => Json.Text("enabled"u8) is "true" or "1" or "yes";
}
