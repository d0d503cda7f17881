using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>Answers about orders: the search, which holds all of each order, and the details of some.</summary>
internal sealed class TikTokOrders(TikTokStore store, string pictures)
{
    private const int MostOnPage = 100;
    private const int UsuallyOnPage = 20;
    private const int MostDetails = 50;
    private const int MostWarehouses = 100;

    private readonly TikTokSales _sales = new(store, pictures);

    public TikTokAnswer Search(TikTokCall call)
    {
        if ((call.Text("page_size") is null ? UsuallyOnPage : call.Number("page_size")) is not (>= 1 and <= MostOnPage and var size))
        {
            return TikTokRefusal.Parameter("page_size");
        }

        if (call.Text("sort_field") is not (null or "create_time" or "update_time"))
        {
            return TikTokRefusal.Parameter("sort_field");
        }

        if (call.Text("sort_order") is not (null or "ASC" or "DESC"))
        {
            return TikTokRefusal.Parameter("sort_order");
        }

        if (TikTokPage.PlaceOf(call, store) is not { } place)
        {
            return TikTokRefusal.Parameter("page_token");
        }

        var filter = call.Filter()!;
        if (TikTokSpan.Of(filter, "create_time_ge", "create_time_lt", isLastIncluded: false, call.Now) is not { } made)
        {
            return TikTokRefusal.Parameter("create_time");
        }

        if (TikTokSpan.Of(filter, "update_time_ge", "update_time_lt", isLastIncluded: false, call.Now) is not { } changed)
        {
            return TikTokRefusal.Parameter("update_time");
        }

        var status = filter["order_status"]?.ToString();
        if (status is not null && !TikTokStatuses.OfOrders.Contains(status))
        {
            return TikTokRefusal.Parameter("order_status");
        }

        if (filter["warehouse_ids"] is { } warehouses && warehouses is not JsonArray { Count: <= MostWarehouses })
        {
            return TikTokRefusal.Parameter("warehouse_ids");
        }

        var byChange = call.Text("sort_field") == "update_time";
        var (span, other) = byChange ? (changed, made) : (made, changed);
        IReadOnlyList<PracticeOrder> found = store.Shelves.Orders(byChange, span);
        if (other != TikTokSpan.Everything || filter.Any(field => !field.Key.Contains("_time_", StringComparison.Ordinal)))
        {
            found = [.. found.Where(order =>
                other.Holds(byChange ? order.PlacedAt : order.ModifiedAt) && (status is null || TikTokStatuses.Of(order) == status) && _sales.IsWanted(order, filter))];
        }

        return TikTokPage.Write(call, store, "orders", found, place, (int)size, order => _sales.Write(order), isBackwards: call.Text("sort_order") != "ASC");
    }

    public TikTokAnswer Details(TikTokCall call)
    {
        var ids = (call.Text("ids") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (ids.Count is 0 or > MostDetails || ids.Any(id => !TikTokIds.IsNumber(id)))
        {
            return TikTokRefusal.Parameter("ids");
        }

        var orders = ids.Select(store.Ids.OrderOf).Select(id => id is { } number ? store.Data.FindOrder(number) : null)
            .OfType<PracticeOrder>().Where(TikTokStatuses.IsOrder).ToList();
        return orders.Count < ids.Count
            ? TikTokRefusal.OthersOrder
            : new JsonObject { ["orders"] = new JsonArray([.. orders.Select(order => (JsonNode)_sales.Write(order))]) };
    }
}
