using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Quayside.Sandbox.Lazada;

/// <summary>GetOrders and GetProducts: filters, sorting, limits and offsets, with the refusals of the real ones.</summary>
internal sealed partial class LazadaLists(ShopOptions options, LazadaGoods goods, LazadaSales sales, LazadaShelves shelves)
{
    private static readonly string[] OrderFilters =
    [
        "all", "unpaid", "pending", "packed", "repacked", "canceled", "ready_to_ship", "ready_to_ship_pending", "delivered", "returned", "shipped",
        "failed", "topack", "toship", "shipping", "lost", "lost_by_3pl", "damaged_by_3pl", "failed_delivery", "shipped_back", "shipped_back_success",
        "shipped_back_failed", "package_scrapped",
    ];

    private static readonly string[] ProductFilters = ["all", "live", "inactive", "deleted", "pending", "rejected", "sold-out"];

    public (JsonObject? Body, LazadaRefusal? Refusal) Orders(LazadaCall call)
    {
        var (limit, offset) = (call.Number("limit") ?? 100, call.Number("offset") ?? 0);
        var refusal = call.Text("created_after") is null && call.Text("update_after") is null ? LazadaRefusal.NoAfter
            : limit is < 1 or > 100 ? LazadaRefusal.Limit(call.Text("limit") ?? "")
            : offset < 0 || offset > options.Lazada.LargestOrderOffset ? LazadaRefusal.Offset(call.Text("offset") ?? "")
            : call.Text("sort_by") is not (null or "created_at" or "updated_at") ? LazadaRefusal.SortBy
            : call.Text("sort_direction") is not (null or "ASC" or "DESC") ? LazadaRefusal.SortDirection
            : call.Text("status") is { } status && !OrderFilters.Contains(status) ? LazadaRefusal.Filter
            : BadDate(call, Strict(), "created_after", "created_before", "update_after", "update_before");
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var sorted = shelves.Orders(call.Text("sort_by") == "updated_at");
        var (made, changed) = (Span.Of(call, "created_after", "created_before"), Span.Of(call, "update_after", "update_before"));
        var found = sorted.Where(order => IsIn(made, order.PlacedAt) && IsIn(changed, order.ModifiedAt) && HasStatus(call, order));
        var all = (call.Text("sort_direction") == "DESC" ? found.Reverse() : found).ToList();
        var page = all.Skip(offset).Take(limit).ToList();
        var body = new JsonObject { ["count"] = page.Count, ["orders"] = new JsonArray([.. page.Select(order => (JsonNode)sales.Write(order, isDetail: false))]) };
        if (options.Lazada.TellsOrderTotal)
        {
            body["countTotal"] = all.Count;
        }

        return (new JsonObject { ["data"] = body }, null);
    }

    public (JsonObject? Body, LazadaRefusal? Refusal) Products(LazadaCall call)
    {
        var (limit, offset, filter) = (call.Number("limit") ?? 20, call.Number("offset") ?? 0, call.Text("filter"));
        var refusal = filter is null || !ProductFilters.Contains(filter) ? LazadaRefusal.Filter
            : limit is < 1 or > 50 ? LazadaRefusal.Limit(call.Text("limit") ?? "")
            : offset < 0 || offset > options.Lazada.LargestProductOffset ? LazadaRefusal.Offset(call.Text("offset") ?? "")
            : BadDate(call, Loose(), "create_after", "create_before", "update_after", "update_before");
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var (made, changed) = (Span.Of(call, "create_after", "create_before"), Span.Of(call, "update_after", "update_before"));
        var all = shelves.Products()
            .Where(product => IsWanted(filter!, product) && IsIn(made, product.CreatedAt) && IsIn(changed, LazadaGoods.Newest(product))).ToList();
        return (new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["total_products"] = all.Count,
                ["products"] = new JsonArray([.. all.Skip(offset).Take(limit).Select(product => (JsonNode)goods.Write(product, isDetail: false))]),
            },
        }, null);
    }

    private bool IsWanted(string filter, PracticeProduct product) => (filter, LazadaGoods.StatusOf(product)) switch
    {
        ("all", "Deleted") => options.Lazada.AllHoldsDeleted,
        ("all", _) or ("live", "Active") or ("inactive", "InActive") or ("deleted", "Deleted") or ("pending", "Pending QC") => true,
        _ => false,
    };

    private bool HasStatus(LazadaCall call, PracticeOrder order) =>
        call.Text("status") is not { } wanted || wanted == "all" || sales.StatusesOf(order).Contains(wanted);

    private bool IsIn(Span span, DateTimeOffset time)
    {
        var second = LazadaShelves.Second(time);
        return options.Lazada.BoundsAreIncluded
            ? (span.After is null || second >= span.After) && (span.Before is null || second <= span.Before)
            : (span.After is null || second > span.After) && (span.Before is null || second < span.Before);
    }

    private static LazadaRefusal? BadDate(LazadaCall call, Regex form, params string[] names) => names
        .Select(name => call.Text(name)).Where(text => text is not null && !form.IsMatch(text)).Select(text => LazadaRefusal.Date(text!)).FirstOrDefault();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex Strict();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex Loose();

    /// <summary>Bounds in seconds of the epoch; null where none was sent.</summary>
    private readonly record struct Span(long? After, long? Before)
    {
        public static Span Of(LazadaCall call, string after, string before) => new(Second(call.Text(after)), Second(call.Text(before)));

        // The offset may be written with or without its colon.
        private static long? Second(string? text) => text is null
            ? null
            : DateTimeOffset.Parse(text[^3] == ':' ? text : text.Insert(text.Length - 2, ":"), CultureInfo.InvariantCulture).ToUnixTimeSeconds();
    }
}
