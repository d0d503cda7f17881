using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Shopee;

/// <summary>Orders as Shopee shows them: little by default, the rest by name.</summary>
internal sealed class ShopeeOrderShape(ShopOptions options, ShopData data, ShopeeItemShape items)
{
    private static readonly TimeSpan ShopeesDay = TimeSpan.FromHours(8);
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int NumberLength = 8;

    /// <summary>Logistics channels of the shop: id, name, whether it is switched on.</summary>
    public static IReadOnlyList<(long Id, string Name, bool Enabled)> Channels { get; } =
    [
        (18099, "Standard Delivery", true), (18088, "Express Delivery", true), (10019, "Self Collection", true), (10021, "Seller Own Fleet", false),
    ];

    /// <summary>The day and the order's number in digits and letters.</summary>
    public static string NumberOf(PracticeOrder order)
    {
        var tail = new char[NumberLength];
        var rest = order.Id;
        for (var place = NumberLength - 1; place >= 0; place--, rest /= Digits.Length)
        {
            tail[place] = Digits[(int)(rest % Digits.Length)];
        }

        return order.PlacedAt.ToOffset(ShopeesDay).ToString("yyMMdd", CultureInfo.InvariantCulture) + new string(tail);
    }

    public static PracticeOrder? Find(ShopData data, string number)
    {
        if (number.Length != 6 + NumberLength)
        {
            return null;
        }

        var id = number[6..].Aggregate(0L, (sum, digit) => sum * Digits.Length + Math.Max(0, Digits.IndexOf(digit, StringComparison.Ordinal)));
        return data.FindOrder(id) is { } order && NumberOf(order) == number && ShopeeStatuses.OfOrder(order) is not null ? order : null;
    }

    /// <param name="fields">response_optional_fields.</param>
    /// <param name="knowsPending">Whoever does not say so is told the old words.</param>
    public JsonObject Order(PracticeOrder order, IReadOnlyCollection<string> fields, bool knowsPending)
    {
        var status = ShopeeStatuses.OfOrder(order)!;
        var shown = new JsonObject
        {
            ["order_sn"] = NumberOf(order),
            ["region"] = options.Region,
            ["currency"] = options.Currency,
            ["cod"] = order.PaymentMethod == "cod",
            ["order_status"] = status == "PENDING" && !knowsPending ? "READY_TO_SHIP" : status,
            ["message_to_seller"] = order.CustomerNote,
            ["create_time"] = order.PlacedAt.ToUnixTimeSeconds(),
            ["update_time"] = order.ModifiedAt.ToUnixTimeSeconds(),
            ["days_to_ship"] = 2,
            ["ship_by_date"] = order.PlacedAt.AddDays(2).ToUnixTimeSeconds(),
            ["booking_sn"] = "",
        };
        foreach (var (name, value) in Optional(order, status))
        {
            if (fields.Contains(name))
            {
                shown[name] = value();
            }
        }

        return shown;
    }

    public static string PackageOf(PracticeOrder order) => string.Create(CultureInfo.InvariantCulture, $"OFG{order.Id:D15}");

    private IEnumerable<(string Name, Func<JsonNode?> Value)> Optional(PracticeOrder order, string status)
    {
        var channel = Channels[(int)(order.Id % 3)];
        yield return ("buyer_user_id", () => 5_000_000 + order.CustomerId);
        yield return ("buyer_username", () => $"{order.Billing.FirstName}_{order.CustomerId}".ToLowerInvariant());
        yield return ("estimated_shipping_fee", () => 1.99m);
        yield return ("actual_shipping_fee", () => null);
        yield return ("actual_shipping_fee_confirmed", () => false);
        yield return ("recipient_address", () => Address(order));
        yield return ("goods_to_declare", () => false);
        yield return ("note", () => "");
        yield return ("item_list", () => new JsonArray([.. order.Lines.Select(line => (JsonNode)Line(order, line))]));
        yield return ("pay_time", () => order.PaidAt?.ToUnixTimeSeconds());
        yield return ("cancel_by", () => status == "CANCELLED" ? "buyer" : "");
        yield return ("buyer_cancel_reason", () => "");
        yield return ("fulfillment_flag", () => "fulfilled_by_local_seller");
        yield return ("pickup_done_time", () => status is "SHIPPED" or "TO_CONFIRM_RECEIVE" or "COMPLETED" or "TO_RETURN" ? order.ModifiedAt.ToUnixTimeSeconds() : 0);
        yield return ("package_list", () => new JsonArray(Package(order, status, channel)));
        yield return ("shipping_carrier", () => channel.Name);
        yield return ("payment_method", () => order.PaymentTitle);
        yield return ("total_amount", () => Total(order));
        yield return ("split_up", () => false);
        yield return ("invoice_data", () => null);
    }

    // Every thirteenth basket is a bundle: its goods show no price of their own.
    private static bool IsBundle(PracticeOrder order) => order.Id % 13 == 0 && order.Lines.Count > 1;

    private static decimal Total(PracticeOrder order)
    {
        var goods = order.Lines.Sum(line => (IsBundle(order) ? Original(line) : Discounted(line)) * line.Quantity);
        var voucher = order.Id % 11 == 0 || IsBundle(order) ? Math.Min(3, goods) : 0;
        var shipping = voucher > 0 ? 0 : order.Shipping.Sum(line => line.Total);
        return goods - voucher + shipping;
    }

    private static decimal Original(PracticeOrderLine line) => Math.Round(line.Subtotal / line.Quantity, 2);

    private static decimal Discounted(PracticeOrderLine line) => Math.Round(line.Total / line.Quantity, 2);

    private JsonObject Line(PracticeOrder order, PracticeOrderLine line)
    {
        var gone = line.ProductId == 0;
        var bundle = IsBundle(order);
        var (itemSku, modelSku) = Skus(line);
        return new JsonObject
        {
            ["item_id"] = gone ? 900_000_000 + line.Id : line.ProductId,
            ["item_name"] = WebUtility.HtmlDecode(line.Name),
            ["item_sku"] = itemSku,
            ["model_id"] = line.VariationId,
            ["model_name"] = line.VariationId > 0 ? line.Name.Split(" - ")[^1] : "",
            ["model_sku"] = modelSku,
            ["model_quantity_purchased"] = (long)line.Quantity,
            ["model_original_price"] = Original(line),
            ["model_discounted_price"] = bundle ? 0 : Discounted(line),
            ["wholesale"] = false,
            ["weight"] = 0.5,
            ["promotion_type"] = bundle ? "bundle_deal" : "",
            ["promotion_id"] = bundle ? order.Id : 0,
            ["order_item_id"] = bundle ? order.Id : gone ? 900_000_000 + line.Id : line.ProductId,
            ["promotion_group_id"] = 0,
            ["image_info"] = new JsonObject { ["image_url"] = items.Picture($"line-{line.Id}") },

            // An array, although the reference calls it text.
            ["product_location_id"] = new JsonArray("SGZ"),
        };
    }

    // The SKUs that the shop's items have now.
    private (string Item, string Model) Skus(PracticeOrderLine line) =>
        (data.FindProduct(line.ProductId)?.Sku ?? "", data.FindVariation(line.VariationId)?.Sku ?? "");

    private static JsonObject Package(PracticeOrder order, string status, (long Id, string Name, bool Enabled) channel) => new()
    {
        ["package_number"] = PackageOf(order),
        ["logistics_status"] = ShopeeStatuses.OfParcel(status),
        ["logistics_channel_id"] = channel.Id,
        ["shipping_carrier"] = channel.Name,
        ["allow_self_design_awb"] = true,
        ["item_list"] = new JsonArray([.. order.Lines.Select(line => (JsonNode)new JsonObject
        {
            ["item_id"] = line.ProductId,
            ["model_id"] = line.VariationId,
            ["model_quantity"] = (long)line.Quantity,
            ["product_location_id"] = "SGZ",
        })]),
        ["parcel_chargeable_weight_gram"] = null,
        ["group_shipment_id"] = null,
    };

    // Shopee masks its buyers.
    private JsonObject Address(PracticeOrder order) => new()
    {
        ["name"] = order.Billing.FirstName.Length > 0 ? $"{order.Billing.FirstName[..1]}******" : "****",
        ["phone"] = "******00",
        ["town"] = "",
        ["district"] = "",
        ["city"] = order.Billing.City,
        ["state"] = order.Billing.State,
        ["region"] = options.Region,
        ["zipcode"] = order.Billing.Postcode,
        ["full_address"] = $"****** {order.Billing.City}",
    };
}
