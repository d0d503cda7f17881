using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;
using Quayside.Tests.SkuLinks;

namespace Quayside.Tests.Inventory;

/// <summary>A market stall beside the shops of a <see cref="MappingWorld"/>: its own store, whose orders are taken here.</summary>
internal sealed class OwnOrders(MappingWorld world, Store store)
{
    private int _listings;

    public Store Store => store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Databases Databases => world.Sync.Databases;

    private long Organisation => world.Sync.OrganisationId;

    public static async Task<Warehouse> WarehouseAsync(MappingWorld world, string name) =>
        (await new ManageWarehouses(world.Sync.Databases, new StoreNews(), world.Sync.Clock).AddAsync(world.Sync.Owner, new WarehouseRequest(name), Cancellation)).Value!;

    public static async Task<OwnOrders> OpenAsync(MappingWorld world, Warehouse? warehouse = null)
    {
        var store = new Store
        {
            OrganisationId = world.Sync.OrganisationId,
            Channel = Store.OfflineChannel,
            Mode = StoreMode.Offline,
            Name = $"Stall {warehouse?.Name}",
            ShopName = "Stall",
            Currency = "EUR",
            Settings = [],
            HistoryDays = 0,
            ConnectedAt = world.Sync.Clock.GetUtcNow(),
            WarehouseId = warehouse?.Id,
        };
        await using var db = world.Sync.Read();
        db.Stores.Add(store);
        await db.SaveChangesAsync(Cancellation);
        return new OwnOrders(world, store);
    }

    /// <summary>Offers something that is made of items.</summary>
    /// <returns>The variation.</returns>
    public async Task<long> SellAsync(params (StockItem Item, decimal Each)[] parts)
    {
        var listing = new Listing
        {
            OrganisationId = Organisation,
            StoreId = store.Id,
            ChannelListingId = $"own-{++_listings}",
            Title = $"Own {_listings}",
            Status = ListingStatus.Active,
            Images = [],
            SearchText = "",
        };
        var variation = new ListingVariation
        {
            OrganisationId = Organisation,
            StoreId = store.Id,
            ListingId = listing.Id,
            ChannelVariationId = listing.ChannelListingId,
            SkuKeyVersion = SkuKey.Version,
            Tracking = StockTracking.Unknown,
            Options = [],
            PriceText = "1.00",
            PriceCurrency = "EUR",
            Status = ListingStatus.Active,
            SearchText = "",
        };
        await using (var db = world.Sync.Read())
        {
            db.AddRange(listing, variation);
            await db.SaveChangesAsync(Cancellation);
        }

        await world.ApplyAsync(parts is [var (only, each)]
            ? new LinkChange(variation.Id, only.Id, each)
            : new KitChange(variation.Id, [.. parts.Select(p => new KitComponent(p.Item.Id, p.Each))]));
        return variation.Id;
    }

    public Task<Outcome<TakenOrder>> TryTakeAsync(long variation, decimal pieces) => new TakeOrder(Databases, new StoreNews(), world.Sync.Clock).RunAsync(
        world.Sync.Owner, new OrderRequest(store.Id, [new OrderLineRequest(pieces) { VariationId = variation }]), null, Cancellation);

    /// <returns>The order.</returns>
    public async Task<long> TakeAsync(long variation, decimal pieces)
    {
        var taken = await TryTakeAsync(variation, pieces);
        Assert.Null(taken.Refusal);
        return taken.Value.Id;
    }

    /// <summary>Sends pieces of an order's only line, or lets them go.</summary>
    public async Task EndAsync(long order, decimal pieces, bool isSent)
    {
        await using var write = await WriteTransaction.BeginAsync(Databases, Organisation, Cancellation);
        await write.ShareStockAsync(Cancellation);
        var line = await write.Db.OrderLines.SingleAsync(l => l.OrderId == order, Cancellation);
        var items = await LineItems.LoadAsync(write.Db, [line], Cancellation);
        var before = PiecesOfLines.Open([line], items);
        line.OpenQuantity -= pieces;
        var changes = PiecesOfLines.Reserving(before, PiecesOfLines.Open([line], items), store.WarehouseId, StockGuard.None)
            .Select(c => isSent ? c with { OnHandDelta = c.ReservedDelta } : c);
        var cause = new StockCause(
            isSent ? MovementReason.Shipped : MovementReason.Released, world.Sync.Clock.GetUtcNow(), "clerk@example.test", store.Id, order);
        Assert.Empty(await ChangeStock.RunAsync(write.Db, changes, cause, Cancellation));
        await write.CommitAsync(Cancellation);
    }

    /// <summary>What stands in a warehouse: "on hand reserved".</summary>
    public static async Task<string> LevelAsync(MappingWorld world, string sku, Warehouse warehouse)
    {
        var item = await world.ItemAsync(sku);
        await using var db = world.Sync.Read();
        var level = await db.StockLevels.AsNoTracking().SingleOrDefaultAsync(l => l.StockItemId == item.Id && l.WarehouseId == warehouse.Id, Cancellation);
        return FormattableString.Invariant($"{level?.OnHand ?? 0:0.###} {level?.Reserved ?? 0:0.###}");
    }

    /// <summary>Figures are sums of movements everywhere, and what warehouses promise is what open orders take from them.</summary>
    public static async Task CheckAsync(MappingWorld world)
    {
        await world.CheckAsync();
        await StockRoom.CheckSumsAsync(world.Sync.Read());
        await using var db = world.Sync.Read();
        var orders = await db.Orders.AsNoTracking().Where(o => o.WarehouseId != null).ToDictionaryAsync(o => o.Id, o => o.WarehouseId, Cancellation);
        var ids = orders.Keys.ToList();
        var lines = await db.OrderLines.AsNoTracking().Where(l => l.OpenQuantity > 0 && ids.Contains(l.OrderId)).ToListAsync(Cancellation);
        var items = await LineItems.LoadAsync(db, lines, Cancellation);
        var promised = lines.SelectMany(l => items[l.Id].Select(i => (Where: (i.StockItemId, orders[l.OrderId]), Pieces: l.OpenQuantity * i.Quantity)))
            .ToLookup(p => p.Where, p => p.Pieces);
        var levels = await db.StockLevels.AsNoTracking().ToListAsync(Cancellation);
        Assert.All(levels, l => Assert.Equal(promised[(l.StockItemId, l.WarehouseId)].Sum(), l.Reserved));
        Assert.All(promised, p => Assert.Contains(levels, l => (l.StockItemId, (long?)l.WarehouseId) == p.Key));
    }
}
