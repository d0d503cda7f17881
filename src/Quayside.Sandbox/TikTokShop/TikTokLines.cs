using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>The lines of an order: one for each piece.</summary>
internal sealed class TikTokLines(TikTokStore store, string pictures)
{
    /// <summary>Whether the platform bears an order's discount instead of the seller.</summary>
    public static bool PlatformPays(PracticeOrder order) => order.Id % 9 == 0;

    public JsonArray Write(PracticeOrder order)
    {
        var standing = TikTokStatuses.OfPieces(order, store.Options.Messy);
        var lines = new JsonArray();
        foreach (var line in order.Lines)
        {
            for (var piece = 0; piece < (int)line.Quantity; piece++)
            {
                lines.Add((JsonNode)Line(order, line, piece, standing[lines.Count]));
            }
        }

        return lines;
    }

    private JsonObject Line(PracticeOrder order, PracticeOrderLine line, int piece, string standing)
    {
        var (price, paid) = (Share(store.Money(line.Subtotal), line, piece), Share(store.Money(line.Total), line, piece));
        var sold = (PracticeSellable?)store.Data.FindVariation(line.VariationId) ?? store.Data.FindProduct(line.ProductId);
        var row = new JsonObject
        {
            ["id"] = store.Ids.Line(line.Id, piece),
            ["product_id"] = line.ProductId == 0 ? store.Ids.GoneProduct(line.Id) : store.Ids.Product(line.ProductId),
            ["product_name"] = WebUtility.HtmlDecode(line.Name.Split(" - ")[0]),
            ["sku_id"] = sold is null ? store.Ids.GoneSku(line.Id) : store.Ids.Sku(sold.Id),
            ["sku_name"] = sold is PracticeVariation variation ? string.Join(", ", variation.Choices.Where(choice => choice is not null)) : "Default",
            ["seller_sku"] = sold?.Sku ?? "",
            ["sku_image"] = $"{pictures}{line.Id.ToString(CultureInfo.InvariantCulture)}.svg",
            ["sku_type"] = "NORMAL",
            ["currency"] = store.Options.Currency,
            ["original_price"] = store.Amount(price),
            ["seller_discount"] = store.Amount(PlatformPays(order) ? 0 : price - paid),
            ["platform_discount"] = store.Amount(PlatformPays(order) ? price - paid : 0),
            ["sale_price"] = store.Amount(paid),
            ["display_status"] = standing,
            ["package_status"] = TikTokStatuses.OfPackage(standing),
            ["is_gift"] = false,
        };
        AddParcel(row, order, standing);
        var parts = sold is null ? [] : TikTokGoods.PartsOf(store, sold).ToList();
        if (parts.Count > 0)
        {
            row["combined_listing_skus"] = new JsonArray([.. parts.Select(part => (JsonNode)new JsonObject
            {
                ["product_id"] = store.Ids.Product(part.Id),
                ["sku_id"] = store.Ids.Sku(part.Id),
                ["sku_count"] = 1,
                ["seller_sku"] = part.Sku,
            })]);
        }

        return row;
    }

    private void AddParcel(JsonObject row, PracticeOrder order, string standing)
    {
        if (standing == "CANCELLED")
        {
            (row["cancel_user"], row["cancel_reason"]) = ("BUYER", "No longer needed");
        }

        if (TikTokCarriers.HasCarrier(standing) && TikTokStatuses.Of(order) != "ON_HOLD")
        {
            var isSecond = TikTokStatuses.Of(order) == "PARTIALLY_SHIPPING" && !TikTokCarriers.IsArranged(standing);
            var (id, name) = TikTokCarriers.ProviderOf(order);
            row["package_id"] = store.Ids.Package(order.Id, isSecond ? 2 : 1);
            (row["shipping_provider_id"], row["shipping_provider_name"]) = (id, name);
            row["tracking_number"] = TikTokCarriers.IsArranged(standing) ? TikTokCarriers.TrackingOf(order) : "";
        }
    }

    // In the currency's smallest unit, the last piece taking what is left.
    private decimal Share(decimal total, PracticeOrderLine line, int piece)
    {
        var unit = Currencies.Decimals(store.Options.Currency) == 0 ? 1 : 100;
        var pieces = (int)line.Quantity;
        var each = Math.Floor(total * unit / pieces) / unit;
        return piece < pieces - 1 ? each : total - (each * (pieces - 1));
    }
}
