using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Shopee;

/// <summary>Answers about orders and their parcels.</summary>
internal sealed class ShopeeOrderDesk(ShopeeOrderShape shape, bool timeToIsExclusive, bool refusesBatchesWithGaps)
{
    public const string ListPath = "/api/v2/order/get_order_list";
    public const string DetailPath = "/api/v2/order/get_order_detail";
    public const string ChannelsPath = "/api/v2/logistics/get_channel_list";
    public const string NumbersPath = "/api/v2/logistics/get_mass_tracking_number";

    private const int MostInPage = 100;
    private const int MostInBatch = 50;
    private const long LongestSeconds = 15 * 24 * 3600;

    public PracticeAnswer List(ShopeeRequest request, ShopData data, bool fromTheStart)
    {
        var field = request.Text("time_range_field");
        if (field is not ("create_time" or "update_time") || request.Number("page_size") is not (>= 1 and <= MostInPage and var size))
        {
            return ShopeeReply.Error("error_param", "parameter invalid");
        }

        if (request.Number("time_from") is not { } from || request.Number("time_to") is not { } to || from >= to || to - from > LongestSeconds)
        {
            return ShopeeReply.Error("order.order_list_invalid_time", "Start time must be earlier than end time and diff in 15days.");
        }

        if (!TryRead(fromTheStart ? "" : request.Text("cursor") ?? "", out var skip))
        {
            return ShopeeReply.Error("error_param", "parameter invalid");
        }

        var rows = data.Orders.Where(order => ShopeeStatuses.OfOrder(order) is not null)
            .Select(order => (Order: order, At: (field == "create_time" ? order.PlacedAt : order.ModifiedAt).ToUnixTimeSeconds()))
            .Where(row => row.At >= from && (timeToIsExclusive ? row.At < to : row.At <= to))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Order.Id).ToList();
        var page = rows.Skip(skip).Take((int)size).ToList();
        var more = skip + page.Count < rows.Count;
        return ShopeeReply.Of(new JsonObject
        {
            ["more"] = more,
            ["next_cursor"] = more ? Text(skip + page.Count) : "",
            ["order_list"] = new JsonArray([.. page.Select(row => (JsonNode)new JsonObject { ["order_sn"] = ShopeeOrderShape.NumberOf(row.Order) })]),
        });
    }

    public PracticeAnswer Detail(ShopeeRequest request, ShopData data)
    {
        var numbers = (request.Text("order_sn_list") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (numbers.Length is 0 or > MostInBatch)
        {
            return ShopeeReply.Error("error_param", "Wrong parameters, detail: order_sn_list limit [1,50].");
        }

        var found = numbers.Select(number => ShopeeOrderShape.Find(data, number)).OfType<PracticeOrder>().ToList();
        if (found.Count == 0 || (refusesBatchesWithGaps && found.Count < numbers.Length))
        {
            return ShopeeReply.Error("error_not_found", "Wrong parameters, detail: the order is not found.");
        }

        var fields = (request.Text("response_optional_fields") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var pending = request.IsTrue("request_order_status_pending");
        return ShopeeReply.Of(new JsonObject
        {
            ["order_list"] = new JsonArray([.. found.Select(order => (JsonNode)shape.Order(order, fields, pending))]),
        });
    }

    public static PracticeAnswer Channels() => ShopeeReply.Of(new JsonObject
    {
        ["logistics_channel_list"] = new JsonArray([.. ShopeeOrderShape.Channels.Select(channel => (JsonNode)new JsonObject
        {
            ["logistics_channel_id"] = channel.Id,
            ["logistics_channel_name"] = channel.Name,
            ["cod_enabled"] = true,
            ["enabled"] = channel.Enabled,
            ["fee_type"] = "SIZE_INPUT",
            ["mask_channel_id"] = 0,
            ["force_enable"] = false,
            ["logistics_capability"] = new JsonObject { ["seller_logistics"] = channel.Id == 10021 },
            ["service_type_identifier"] = null,
        })]),
    });

    public static PracticeAnswer Numbers(ShopeeRequest request, ShopData data)
    {
        var packages = (request.Body?["package_list"] as JsonArray)?.Select(p => p?["package_number"]?.ToString()).OfType<string>().ToList() ?? [];
        if (packages.Count is 0 or > MostInBatch)
        {
            return ShopeeReply.Error("logistics.error_param", "Package exceeds limit.");
        }

        if (packages.Distinct().Count() < packages.Count)
        {
            return ShopeeReply.Error("logistics.error_param", "Duplicate package number");
        }

        var known = packages.Select(number => (Number: number, Order: OrderOf(data, number))).ToLookup(p => p.Order is not null);
        return ShopeeReply.Of(new JsonObject
        {
            ["success_list"] = new JsonArray([.. known[true].Select(p => (JsonNode)new JsonObject
            {
                ["package_number"] = p.Number,
                ["tracking_number"] = string.Create(CultureInfo.InvariantCulture, $"SPX5EED{p.Order!.Id:D9}"),
                ["hint"] = "",
            })]),
            ["fail_list"] = new JsonArray([.. known[false].Select(p => (JsonNode)new JsonObject { ["package_number"] = p.Number, ["fail_reason"] = "Package not found" })]),
        });
    }

    private static PracticeOrder? OrderOf(ShopData data, string package) =>
        package.StartsWith("OFG", StringComparison.Ordinal) && long.TryParse(package[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? data.FindOrder(id)
            : null;

    // Whoever reads anything into a cursor is wrong tomorrow.
    private static string Text(int skip) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"5eed:{skip}"));

    private static bool TryRead(string cursor, out int skip)
    {
        skip = 0;
        if (cursor.Length == 0)
        {
            return true;
        }

        try
        {
            return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) is { } text && text.StartsWith("5eed:", StringComparison.Ordinal)
                && int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out skip);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
