using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Zones, their locations and methods, and the kinds of method there are.</summary>
internal sealed class ShippingShape(Addresses addresses)
{
    private const string CostHelp = "Enter a cost (excl. tax) or sum, e.g. <code>10.00 * [qty]</code>.";

    private static readonly (string Id, string Title, string Description)[] Kinds =
    [
        ("flat_rate", "Flat rate", "Lets you charge a fixed rate for shipping."),
        ("free_shipping", "Free shipping", "Free shipping is a special method which can be triggered with coupons and minimum spends."),
        ("local_pickup", "Local pickup", "Allow customers to pick up orders themselves."),
        ("pickup_location", "Local pickup", "Allow customers to choose a local pickup location during checkout."),
    ];

    public JsonArray AllZones(ShopData data) => [.. data.Zones.Select(Zone)];

    public JsonObject Zone(PracticeZone zone)
    {
        var path = $"shipping/zones/{zone.Id}";
        return new JsonObject
        {
            ["id"] = zone.Id,
            ["name"] = zone.Name,
            ["order"] = 0,
            ["_links"] = Linked(path, Links.All, "shipping/zones", ("describedby", $"{path}/locations")),
        };
    }

    public JsonArray Locations(PracticeZone zone) =>
    [
        .. zone.Locations.Select(location => new JsonObject
        {
            ["code"] = location.Code,
            ["type"] = location.Type,
            ["_links"] = Linked(null, [], $"shipping/zones/{zone.Id}/locations", ("describes", $"shipping/zones/{zone.Id}")),
        }),
    ];

    public JsonArray Methods(PracticeZone zone) => [.. zone.Methods.Select((method, index) => Method(zone, method, index + 1))];

    public JsonArray MethodKinds() =>
    [
        .. Kinds.Select(kind => new JsonObject
        {
            ["id"] = kind.Id,
            ["title"] = kind.Title,
            ["description"] = kind.Description,
            ["_links"] = Linked($"shipping_methods/{kind.Id}", Links.ReadOnly, "shipping_methods"),
        }),
    ];

    private JsonObject Method(PracticeZone zone, PracticeMethod method, int order)
    {
        var kind = Array.Find(Kinds, kind => kind.Id == method.MethodId);
        var list = $"shipping/zones/{zone.Id}/methods";
        return new JsonObject
        {
            ["id"] = method.InstanceId,
            ["instance_id"] = method.InstanceId,
            ["title"] = method.Title,
            ["order"] = order,
            ["enabled"] = method.Enabled,
            ["method_id"] = method.MethodId,
            ["method_title"] = kind.Title,
            ["method_description"] = $"<p>{kind.Description}</p>\n",
            ["settings"] = Settings(method, kind.Title),
            ["_links"] = Linked($"{list}/{method.InstanceId}", Links.All, list, ("describes", $"shipping/zones/{zone.Id}")),
        };
    }

    private static JsonObject Settings(PracticeMethod method, string kind)
    {
        var cost = method.Cost > 0 ? SellableShape.Price(method.Cost) : "";
        var taxable = new JsonObject { ["taxable"] = "Taxable", ["none"] = "None" };
        var title = Setting("title", "Name", "Your customers will see the name of this shipping method during checkout.", "text", method.Title, kind);
        return method.MethodId switch
        {
            "free_shipping" => Named(
                title,
                Setting("requires", "Free shipping requires", "", "select", "min_amount", "", new JsonObject { [""] = "No requirement", ["min_amount"] = "A minimum order amount" }),
                Setting("min_amount", "Minimum order amount", "Customers will need to spend this amount to get free shipping.", "text", "50", ""),
                Setting("ignore_discounts", "Coupons discounts", "If checked, free shipping would be available based on pre-discount order amount.", "checkbox", "no", "no")),
            "local_pickup" => Named(
                title,
                Setting("tax_status", "Tax status", "", "select", "taxable", "taxable", taxable),
                Setting("cost", "Cost", "Optional cost for local pickup.", "text", cost, "")),
            _ => Named(
                title,
                Setting("tax_status", "Tax status", "", "select", "taxable", "taxable", taxable),
                Setting("cost", "Cost", CostHelp, "text", cost, ""),
                Setting("class_costs", "Shipping class costs", "These costs can optionally be added based on the product shipping class.", "title", "", ""),
                Setting("class_cost_30", "\"Bulky\" shipping class cost", CostHelp, "text", "", ""),
                Setting("class_cost_31", "\"Letterbox\" shipping class cost", CostHelp, "text", "", ""),
                Setting("no_class_cost", "No shipping class cost", CostHelp, "text", "", ""),
                Setting("type", "Calculation type", "", "select", "class", "class", new JsonObject { ["class"] = "Per class", ["order"] = "Per order" })),
        };
    }

    private static JsonObject Named(params JsonObject[] settings) =>
        new(settings.Select(setting => KeyValuePair.Create(setting["id"]!.GetValue<string>(), (JsonNode?)setting)));

    private static JsonObject Setting(string id, string label, string description, string type, string value, string preset, JsonObject? choices = null)
    {
        var setting = new JsonObject
        {
            ["id"] = id,
            ["label"] = label,
            ["description"] = description,
            ["type"] = type,
            ["value"] = value,
            ["default"] = preset,
            ["tip"] = description,
            ["placeholder"] = "",
        };
        if (choices is not null)
        {
            setting["options"] = choices;
        }

        return setting;
    }

    private JsonNode? Linked(string? self, string[] allow, string collection, params (string, string)[] more)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Links.Write(new RowWriter(json, FieldFilter.Everything), addresses, self, allow, collection, more);
            json.WriteEndObject();
        }

        var written = JsonNode.Parse(buffer.ToArray())!.AsObject();
        var links = written["_links"];
        written.Remove("_links");
        return links;
    }
}
