using System.Globalization;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Shopee;

/// <summary>Answers about items: lists of ids, base info in batches, the models of one.</summary>
internal sealed class ShopeeItemDesk(ShopeeItemShape shape, bool refusesBatchesWithGaps)
{
    public const string ListPath = "/api/v2/product/get_item_list";
    public const string BaseInfoPath = "/api/v2/product/get_item_base_info";
    public const string ModelsPath = "/api/v2/product/get_model_list";

    private const int MostInPage = 100;
    private const int MostInBatch = 50;

    private static readonly string[] Statuses = ["NORMAL", "UNLIST", "BANNED", "REVIEWING", "SELLER_DELETE", "SHOPEE_DELETE"];
    private static readonly PracticeAnswer NotFound = ShopeeReply.Error("error_item_not_found", "Product not found");

    public static PracticeAnswer List(ShopeeRequest request, ShopData data, bool fromTheStart)
    {
        var statuses = request.All("item_status");
        if (statuses.Count == 0 || statuses.Any(status => !Statuses.Contains(status)))
        {
            return ShopeeReply.Error("error_param_item_status", "Item status error.");
        }

        if (request.Number("page_size") is not (>= 1 and <= MostInPage and var size) || request.Number("offset") is not (>= 0 and var offset))
        {
            return ShopeeReply.Error("error_param", "parameter invalid");
        }

        var (from, to) = (request.Number("update_time_from"), request.Number("update_time_to"));
        if (from is not null && to <= from)
        {
            return ShopeeReply.Error("error_update_time_range", "Update_time_to should be later than update_time_from.");
        }

        var rows = Items(data).Where(product => statuses.Contains(ShopeeStatuses.OfItem(product)))
            .Where(product => ShopeeItemShape.Changed(product).ToUnixTimeSeconds() is var at && (from is null || at >= from) && (to is null || at <= to))
            .ToList();
        var start = fromTheStart ? 0 : offset;
        var page = rows.Skip((int)Math.Min(start, rows.Count)).Take((int)size).ToList();
        var more = start + page.Count < rows.Count;
        var response = new JsonObject
        {
            ["item"] = new JsonArray([.. page.Select(product => (JsonNode)new JsonObject
            {
                ["item_id"] = product.Id,
                ["item_status"] = ShopeeStatuses.OfItem(product),
                ["update_time"] = ShopeeItemShape.Changed(product).ToUnixTimeSeconds(),
                ["tag"] = new JsonObject { ["kit"] = false },
            })]),
            ["total_count"] = rows.Count,
            ["has_next_page"] = more,
        };
        if (more)
        {
            response["next_offset"] = start + page.Count;
        }

        return ShopeeReply.Of(response);
    }

    public PracticeAnswer BaseInfo(ShopeeRequest request, ShopData data)
    {
        var ids = Ids(request.Text("item_id_list"));
        if (ids is null || ids.Count > MostInBatch)
        {
            return ShopeeReply.Error("error_param", "Wrong parameters, detail: item_id_list limit [0,50].");
        }

        var found = ids.Select(id => Find(data, id)).OfType<PracticeProduct>().ToList();
        return found.Count == 0 || (refusesBatchesWithGaps && found.Count < ids.Count)
            ? NotFound
            : ShopeeReply.Of(new JsonObject { ["item_list"] = new JsonArray([.. found.Select(product => (JsonNode)shape.Item(product))]) });
    }

    public PracticeAnswer Models(ShopeeRequest request, ShopData data) =>
        request.Number("item_id") is not { } id ? ShopeeReply.Error("error_param", "parameter invalid")
        : Find(data, id) is { } product ? ShopeeReply.Of(shape.Models(product))
        : ShopeeReply.Error("error_item_not_found", "Item_id is not found.");

    private static IEnumerable<PracticeProduct> Items(ShopData data) => data.Products.Where(product => product.Type is "simple" or "variable");

    private static PracticeProduct? Find(ShopData data, long id) => data.FindProduct(id) is { Type: "simple" or "variable" } product ? product : null;

    private static List<long>? Ids(string? joined)
    {
        var ids = new List<long>();
        foreach (var text in (joined ?? "").Split(','))
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return null;
            }

            ids.Add(id);
        }

        return ids;
    }
}
