using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>What lies in the shop's warehouses. TikTok Shop counts everything, and never below nothing.</summary>
internal sealed class TikTokStock(TikTokStore store)
{
    public const int SalesWarehouse = 1;
    public const int SecondSalesWarehouse = 2;
    public const int ReturnWarehouse = 3;
    private const long Uncounted = 999;

    /// <summary>In a messy shop one product in five lies in two warehouses, and some pieces are promised to buyers.</summary>
    public IEnumerable<(string Warehouse, long Available, long Committed)> Of(PracticeProduct product, PracticeSellable sold)
    {
        var counted = sold is PracticeVariation { SharesStock: true } ? product : sold;
        var available = counted.ManagesStock ? Math.Max(0, (long)(counted.Stock ?? 0)) : counted.UncountedStatus == "outofstock" ? 0 : Uncounted;
        var there = store.Options.Messy && product.Id % 5 == 0 ? available / 2 : 0;
        var committed = store.Options.Messy ? sold.Id % 4 : 0;
        yield return (store.Ids.Warehouse(SalesWarehouse), available - there, committed);
        if (there > 0)
        {
            yield return (store.Ids.Warehouse(SecondSalesWarehouse), there, 0);
        }
    }

    public JsonObject Write(PracticeProduct product, IEnumerable<PracticeSellable> asked) => new()
    {
        ["product_id"] = store.Ids.Product(product.Id),
        ["skus"] = new JsonArray([.. asked.Select(sold => (JsonNode)Sku(sold, [.. Of(product, sold)]))]),
    };

    private JsonObject Sku(PracticeSellable sold, IReadOnlyList<(string Warehouse, long Available, long Committed)> shelves) => new()
    {
        ["id"] = store.Ids.Sku(sold.Id),
        ["seller_sku"] = sold.Sku,
        ["total_available_quantity"] = shelves.Sum(shelf => shelf.Available),
        ["total_committed_quantity"] = shelves.Sum(shelf => shelf.Committed),
        ["warehouse_inventory"] = new JsonArray([.. shelves.Select(shelf => (JsonNode)new JsonObject
        {
            ["warehouse_id"] = shelf.Warehouse,
            ["available_quantity"] = shelf.Available,
            ["committed_quantity"] = shelf.Committed,
        })]),
        ["total_available_inventory_distribution"] = new JsonObject
        {
            ["in_shop_inventory"] = new JsonObject { ["quantity"] = shelves.Sum(shelf => shelf.Available) },
        },
    };
}
