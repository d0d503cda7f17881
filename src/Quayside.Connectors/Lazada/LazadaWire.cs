using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Lazada;

/// <summary>A product as GetProducts sends it; GetProductItem spells some names otherwise, and both are read.</summary>
internal readonly record struct LazadaProduct(JsonElement Json)
{
    public string? Id => Json.Id("item_id"u8) ?? Json.Id("itemId"u8);

    public string? Status => Json.Filled("status"u8)?.Trim();

    public string? SubStatus => Json.Filled("subStatus"u8)?.Trim();

    public JsonElement Attributes => Json.Field("attributes"u8) ?? default;

    public IEnumerable<LazadaSku> Skus => Json.Items("skus"u8).Select(sku => new LazadaSku(sku));

    /// <summary>SKUs that Lazada took off sale come apart from the others.</summary>
    public IEnumerable<LazadaSku> SuspendedSkus => Json.Items("suspendedSkus"u8).Where(IsObject).Select(sku => new LazadaSku(sku));

    public IEnumerable<string> Images => Json.Pictures("images"u8).Concat(Json.Pictures("productImageList"u8));

    public JsonElement? CreatedField => Json.Field("created_time"u8) ?? Json.Field("createdTime"u8);

    public DateTimeOffset? Created(TimeSpan offset) => Json.Time("created_time"u8, offset) ?? Json.Time("createdTime"u8, offset);

    public DateTimeOffset? Updated(TimeSpan offset) => Json.Time("updated_time"u8, offset) ?? Json.Time("updatedTime"u8, offset);

    /// <summary>The properties that its SKUs differ in, in Lazada's order.</summary>
    public IEnumerable<LazadaVariationProperty> VariationProperties =>
        Json.Field("variation"u8) is { ValueKind: JsonValueKind.Object } variation
            ? variation.EnumerateObject().Where(p => IsObject(p.Value)).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
                .Select(p => new LazadaVariationProperty(p.Value))
            : [];

    private static bool IsObject(JsonElement value) => value.ValueKind == JsonValueKind.Object;
}

internal readonly record struct LazadaVariationProperty(JsonElement Json)
{
    /// <summary>The name that the SKU's own field has: "color_family". The label that buyers read comes with one product alone, not in the
    /// list.</summary>
    public string? Name => Json.Filled("name"u8)?.Trim();
}

internal readonly record struct LazadaSku(JsonElement Json)
{
    /// <summary>Older answers have only "ShopSku": item, country and SKU in one.</summary>
    public string? Id => Json.Id("SkuId"u8) ?? LazadaShopSku.Parse(Json.Filled("ShopSku"u8))?.SkuId;

    public string? SellerSku => Json.Filled("SellerSku"u8);

    public string? Status => Json.Filled("Status"u8)?.Trim();

    public string? Price => Json.DecimalText("price"u8);

    public string? SpecialPrice => Json.DecimalText("special_price"u8);

    public decimal? Available => Json.Number("Available"u8);

    public decimal? Quantity => Json.Number("quantity"u8);

    /// <summary>The seller's own warehouses and those where Lazada keeps goods.</summary>
    public IEnumerable<JsonElement> Warehouses => Json.Items("multiWarehouseInventories"u8).Concat(Json.Items("fblWarehouseInventories"u8));

    public IEnumerable<string> Images => Json.Pictures("Images"u8);

    public JsonElement SaleProperties => Json.Field("saleProp"u8) ?? default;

    public DateTimeOffset? SpecialFrom(TimeSpan offset) => Json.Time("special_from_time"u8, offset) ?? Json.Time("special_from_date"u8, offset);

    /// <summary>A date without a time counts to its end.</summary>
    public DateTimeOffset? SpecialTo(TimeSpan offset) =>
        Json.Time("special_to_time"u8, offset) ?? Json.Time("special_to_date"u8, offset)?.AddDays(1);
}

/// <summary>"2807246166_MY-13449296008".</summary>
internal sealed record LazadaShopSku(string ItemId, string SkuId)
{
    public static LazadaShopSku? Parse(string? text)
    {
        var (underscore, dash) = (text?.IndexOf('_') ?? -1, text?.LastIndexOf('-') ?? -1);
        return underscore > 0 && dash > underscore && IsNumber(text![..underscore]) && IsNumber(text[(dash + 1)..])
            ? new LazadaShopSku(text[..underscore], text[(dash + 1)..])
            : null;
    }

    private static bool IsNumber(string text) => text.Length is > 0 and <= 20 && text.All(char.IsAsciiDigit);
}

internal static class LazadaFields
{
    /// <summary>A list of addresses, also where it is a text that holds such a list; blank ones are left out.</summary>
    public static IEnumerable<string> Pictures(this JsonElement owner, ReadOnlySpan<byte> name)
    {
        if (owner.Field(name) is not { } field)
        {
            return [];
        }

        if (field.ValueKind != JsonValueKind.String)
        {
            return Texts(field);
        }

        var text = field.GetString()!.Trim();
        if (!text.StartsWith('['))
        {
            return text.Length > 0 ? [text] : [];
        }

        try
        {
            using var list = JsonDocument.Parse(text);
            return [.. Texts(list.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>1, "1", true, "true" and "True" are yes; anything else is no.</summary>
    public static bool IsYes(this JsonElement owner, ReadOnlySpan<byte> name) => owner.Field(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText() == "1",
        { ValueKind: JsonValueKind.String } text => text.GetString() is "1" || string.Equals(text.GetString(), "true", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static IEnumerable<string> Texts(JsonElement list) => LenientJson.Values(list)
        .Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!.Trim()).Where(text => text.Length > 0);
}
