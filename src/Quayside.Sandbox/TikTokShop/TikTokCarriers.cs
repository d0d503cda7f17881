using System.Globalization;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>Answers about warehouses, how things leave them and who takes them.</summary>
internal sealed class TikTokCarriers(TikTokStore store)
{
    private const int Standard = 0;
    private const int Express = 1;
    private const int BySeller = 2;

    /// <summary>How things leave the shop, by number.</summary>
    public static IReadOnlyList<(string Name, string Type)> Options { get; } =
        [("Standard Shipping", "STANDARD"), ("Express Shipping", "EXPRESS"), ("Shipped by seller", "SEND_BY_SELLER")];

    // TikTok's own parcels go by a carrier that no list of the shop names.
    private static readonly (string Id, string Name) TikToksOwn = ("6617675021119438849", "TT Virtual express");

    private static readonly (string Id, string Name)[] Sellers =
        [("7117858858072016686", "J&T Express"), ("7117858858072016687", "Ninja Van"), ("7117858858072016688", "Flash Express")];

    public static int OptionOf(PracticeOrder order) => order.Id % 5 == 0 ? BySeller : order.Id % 7 == 0 ? Express : Standard;

    public static string ShippingTypeOf(PracticeOrder order) => OptionOf(order) == BySeller ? "SELLER" : "TIKTOK";

    public static (string Id, string Name) ProviderOf(PracticeOrder order) =>
        OptionOf(order) == BySeller ? Sellers[(int)(order.Id / 5 % Sellers.Length)] : TikToksOwn;

    public static string TrackingOf(PracticeOrder order) => string.Create(CultureInfo.InvariantCulture, $"PRACTICE{order.Id:D9}");

    /// <summary>From when on an order, or a piece of one, names who will carry it.</summary>
    public static bool HasCarrier(string status) => status is not ("UNPAID" or "ON_HOLD" or "CANCELLED");

    public static bool IsArranged(string status) => HasCarrier(status) && status != "AWAITING_SHIPMENT";

    public JsonObject Warehouses() => new()
    {
        ["warehouses"] = new JsonArray(
            Warehouse(TikTokStock.SalesWarehouse, "Front shelf", "SALES_WAREHOUSE", isDefault: true),
            Warehouse(TikTokStock.SecondSalesWarehouse, "Back shelf", "SALES_WAREHOUSE", isDefault: false),
            Warehouse(TikTokStock.ReturnWarehouse, "Returns desk", "RETURN_WAREHOUSE", isDefault: true)),
    };

    public TikTokAnswer OptionsOf(string warehouse)
    {
        var isSales = warehouse == store.Ids.Warehouse(TikTokStock.SalesWarehouse) || warehouse == store.Ids.Warehouse(TikTokStock.SecondSalesWarehouse);
        return !isSales && warehouse != store.Ids.Warehouse(TikTokStock.ReturnWarehouse)
            ? TikTokRefusal.Parameter("warehouse_id")
            : new JsonObject { ["delivery_options"] = new JsonArray([.. Options.Select((_, number) => (JsonNode)Option(number)).Where(_ => isSales)]) };
    }

    public TikTokAnswer ProvidersOf(string option) =>
        option == store.Ids.DeliveryOption(BySeller)
            ? new JsonObject
            {
                ["shipping_providers"] = new JsonArray([.. Sellers.Select(one => (JsonNode)new JsonObject { ["id"] = one.Id, ["name"] = one.Name })]),
            }
            : Enumerable.Range(0, Options.Count).Any(number => option == store.Ids.DeliveryOption(number)) ? TikTokRefusal.TikToksDelivery
            : TikTokRefusal.NoDeliveryOption;

    private JsonObject Option(int number) => new()
    {
        ["id"] = store.Ids.DeliveryOption(number),
        ["name"] = Options[number].Name,
        ["type"] = Options[number].Type,
        ["description"] = "",
        ["platform"] = store.Options.Region == "ID" ? new JsonArray("TOKOPEDIA", "TIKTOK_SHOP") : new JsonArray("TIKTOK_SHOP"),
        ["dimension_limit"] = new JsonObject { ["max_height"] = 100, ["max_length"] = 100, ["max_width"] = 100, ["unit"] = "CM" },
        ["weight_limit"] = new JsonObject { ["min_weight"] = 1, ["max_weight"] = 20_000, ["unit"] = "GRAM" },
    };

    private JsonObject Warehouse(int number, string name, string type, bool isDefault) => new()
    {
        ["id"] = store.Ids.Warehouse(number),
        ["name"] = name,
        ["effect_status"] = "ENABLED",
        ["type"] = type,
        ["sub_type"] = "DOMESTIC_WAREHOUSE",
        ["is_default"] = isDefault,
        ["address"] = new JsonObject
        {
            ["region"] = store.Options.Region,
            ["region_code"] = store.Options.Region,
            ["state"] = "",
            ["city"] = "Sampletown",

            // Spelt so on the wire.
            ["distict"] = "",
            ["town"] = "",
            ["postal_code"] = "00000",
            ["contact_person"] = "Ada Testwell",
            ["phone_number"] = "(+00)*******00",
            ["full_address"] = "Made-up Street 1, Sampletown",
            ["address_line1"] = "Made-up Street 1",
        },
    };
}
