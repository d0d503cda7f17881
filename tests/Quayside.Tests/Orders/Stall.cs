using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Stores;
using Quayside.Stores.Sync;
using Quayside.Tests.Harness;
using Quayside.Tests.Inventory;

namespace Quayside.Tests.Orders;

/// <summary>An organisation with an offline store that sells in EUR, and what people do for its orders.</summary>
internal sealed class Stall : IDisposable
{
    private Stall(StockRoom room, bool allowsBackOrders, long? warehouseId)
    {
        Room = room;
        Store = room.Seeds.Add(NewStore(allowsBackOrders, warehouseId));
        Take = new TakeOrder(Databases, new StoreNews(), TimeProvider.System);
        Edit = new EditOrder(Databases, new StoreNews(), TimeProvider.System);
        Preview = new PreviewOrder(Databases, TimeProvider.System);
    }

    public StockRoom Room { get; }

    public Seeds Seeds => Room.Seeds;

    public Databases Databases => Room.Databases;

    public Store Store { get; }

    public TakeOrder Take { get; }

    public EditOrder Edit { get; }

    public PreviewOrder Preview { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Stall> NewAsync(TestDatabase database, bool allowsBackOrders = false, bool hasWarehouse = false)
    {
        var room = await StockRoom.NewAsync(database);
        var warehouse = hasWarehouse ? await room.WarehouseAsync("Pier") : null;
        var stall = new Stall(room, allowsBackOrders, warehouse?.Id);
        await stall.Seeds.SaveAsync();
        return stall;
    }

    public Store NewStore(bool allowsBackOrders = false, long? warehouseId = null) => new()
    {
        OrganisationId = Seeds.Caller.OrganisationId,
        Channel = Store.OfflineChannel,
        Mode = StoreMode.Offline,
        Name = "Market stall",
        ShopName = "Market stall",
        Settings = [],
        Currency = "EUR",
        Country = "NL",
        HistoryDays = 0,
        ConnectedAt = Seeds.Then,
        AllowsBackOrders = allowsBackOrders,
        WarehouseId = warehouseId,
    };

    /// <summary>A variation that is sold from an item of its own, which lies in the store's warehouse.</summary>
    public async Task<(ListingVariation Variation, StockItem Item)> SellsAsync(string sku, decimal? onHand, string? price = "10.00")
    {
        var item = await Room.ItemAsync(sku, Store.WarehouseId is null || onHand is null ? onHand : 0);
        if (Store.WarehouseId is { } warehouse && onHand is { } there)
        {
            Assert.Empty(await Room.ChangeAsync(new StockChange(item.Id, warehouse, there, 0)));
        }

        return (await SellsAsync(sku, price, (item, 1)), item);
    }

    public async Task<ListingVariation> SellsAsync(string sku, string? price, params (StockItem Item, decimal Quantity)[] parts)
    {
        var listing = Seeds.Listing(Store, $"Title of {sku}");
        var variation = Seeds.Add(new ListingVariation
        {
            OrganisationId = Seeds.Caller.OrganisationId,
            StoreId = Store.Id,
            ListingId = listing.Id,
            ChannelVariationId = listing.ChannelListingId,
            SellerSku = sku,
            SkuKey = sku.ToLowerInvariant(),
            SkuKeyVersion = 1,
            PriceText = price,
            PriceCurrency = price is null ? null : "EUR",
            Tracking = StockTracking.Unknown,
            Options = [],
            Status = ListingStatus.Active,
            SearchText = SearchText.Of(sku),
        });
        foreach (var ((item, quantity), i) in parts.Select((p, i) => (p, i)))
        {
            Seeds.Link(variation, item, quantity, position: i);
        }

        await Seeds.SaveAsync();
        return variation;
    }

    public OrderRequest Request(params (ListingVariation Variation, decimal Quantity)[] lines) =>
        new(Store.Id, [.. lines.Select(l => new OrderLineRequest(l.Quantity) { VariationId = l.Variation.Id })]);

    public Task<Outcome<TakenOrder>> TakeAsync(OrderRequest request, string? key = null) => Take.RunAsync(Seeds.Caller, request, key, Cancellation);

    /// <summary>Takes an order that nothing is wrong with.</summary>
    public async Task<OrderView> TakenAsync(OrderRequest request, string? key = null)
    {
        var taken = await TakeAsync(request, key);
        Assert.Null(taken.Refusal);
        return await ReadAsync(taken.Value.Id);
    }

    public async Task<OrderView> ReadAsync(long id) => (await new GetOrder(Databases).RunAsync(Seeds.Caller, id, Cancellation)).Value!;

    public async Task<IReadOnlyList<OrderEventView>> EventsAsync(long id) =>
        (await new FindOrderEvents(Databases).RunAsync(Seeds.Caller, id, null, 50, Cancellation)).Value!.Items;

    public async Task<int> OrdersAsync()
    {
        await using var db = Room.Read();
        return await db.Orders.CountAsync(Cancellation);
    }

    /// <summary>What is true at any time: figures are the sums of their movements, and a reading, which counts open orders anew, finds
    /// nothing to change.</summary>
    public async Task CheckAsync()
    {
        await Room.CheckSumsAsync();
        await using var write = await WriteTransaction.BeginAsync(Databases, Seeds.Caller.OrganisationId, Cancellation);
        await write.LockStockAsync(Cancellation);
        var target = new ImportTarget(Seeds.Caller.OrganisationId, Store.Id, Store.ConnectedAt, LearnedBy.DeltaSync);
        Assert.Equal(0, await new ReadStock(write.Db, target, Seeds.Then).RunAsync(isFirst: false, Cancellation));
    }

    public void Dispose() => Room.Dispose();
}
