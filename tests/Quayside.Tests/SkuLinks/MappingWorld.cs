using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.SkuLinks;

/// <summary>Two shops with some SKUs in common, synced, and a person who decides about them.</summary>
internal sealed class MappingWorld : IAsyncDisposable
{
    private readonly ScriptedChannel _channel = new() { PageSize = 50 };
    private readonly List<Store> _stores = [];

    private MappingWorld(SyncHarness sync, ScriptedChannel channel) => (Sync, _channel) = (sync, channel);

    public SyncHarness Sync { get; }

    public IReadOnlyList<Store> Stores => _stores;

    /// <summary>What happened, for whoever reads why a test failed.</summary>
    public List<string> Journal { get; } = [];

    public ScriptedChannel Channel => _channel;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="shops">The first one was connected first.</param>
    public static async Task<MappingWorld> StartAsync(TestDatabase database, params ShopGoods[] shops)
    {
        var channel = new ScriptedChannel { PageSize = 50 };
        var world = new MappingWorld(await SyncHarness.StartAsync(database, null, channel), channel);
        var connectedAt = TimeProvider.System.GetUtcNow().AddHours(-shops.Length);
        foreach (var goods in shops)
        {
            var store = await world.Sync.ConnectAsync(channel, $"Shop {world._stores.Count + 1}", connectedAt.AddHours(world._stores.Count));
            world._stores.Add(store);
            world.Show(goods);
            Assert.Equal(SyncState.Completed, (await world.Sync.RunAsync(store)).State);
        }

        return world;
    }

    public async Task SyncAsync(int shop, ShopGoods goods)
    {
        Show(goods);
        Assert.Equal(SyncState.Completed, (await Sync.SyncAgainAsync(_stores[shop])).State);
    }

    /// <summary>One more shop, whose picture can be asked for.</summary>
    public async Task<LaterShop> ConnectAsync(ShopGoods goods)
    {
        var store = await Sync.ConnectAsync(_channel, "Later shop");
        _stores.Add(store);
        Show(goods);
        Assert.Equal(SyncState.Completed, (await Sync.RunAsync(store)).State);
        return new LaterShop(this, store.Id);
    }

    private void Show(ShopGoods goods)
    {
        _channel.Listings.Clear();
        _channel.Listings.AddRange(goods.Listings);
        _channel.Orders.Clear();
        _channel.Orders.AddRange(goods.Orders);
    }

    public Task<Outcome<MappingPreview>> PreviewAsync(IReadOnlyList<MappingChange> changes, OpenOrders openOrders = OpenOrders.Backwards) =>
        new PreviewMapping(Sync.Databases, Sync.Clock).RunAsync(Sync.Owner, changes, openOrders, Cancellation);

    public Task<Outcome<MappingBatch>> ApplyAsync(IReadOnlyList<MappingChange> changes, OpenOrders openOrders = OpenOrders.Backwards) =>
        new ApplyMapping(Sync.Databases, Sync.Clock).RunAsync(Sync.Owner, changes, openOrders, Cancellation);

    public async Task<MappingBatch> ApplyAsync(params MappingChange[] changes)
    {
        var applied = await ApplyAsync(changes, OpenOrders.Backwards);
        Assert.Null(applied.Refusal);
        return applied.Value!;
    }

    public async Task<UndoneMapping> UndoAsync(long batch)
    {
        var undone = await new UndoMapping(Sync.Databases, Sync.Clock).RunAsync(Sync.Owner, batch, Cancellation);
        Assert.Null(undone.Refusal);
        return undone.Value!;
    }

    public async Task<StockItem> ItemAsync(string sku)
    {
        await using var db = Sync.Read();
        return await db.StockItems.AsNoTracking().SingleAsync(i => i.MasterSku == sku, Cancellation);
    }

    /// <param name="shop">0 for the first.</param>
    public async Task<ListingVariation> VariationAsync(int shop, string id)
    {
        await using var db = Sync.Read();
        var store = _stores[shop].Id;
        return await db.Variations.AsNoTracking().SingleAsync(v => v.StoreId == store && v.ChannelVariationId == id, Cancellation);
    }

    public async Task<string> FiguresAsync(string sku)
    {
        var item = await ItemAsync(sku);
        return $"{item.OnHand?.ToString("0.###", null) ?? "?"} {item.Reserved:0.###} {item.Available?.ToString("0.###", null) ?? "?"}";
    }

    /// <summary>What is sold from what, and how much there is of it, in names that two worlds have in common.</summary>
    public async Task<string> PictureAsync()
    {
        await using var db = Sync.Read();
        var items = await db.StockItems.AsNoTracking().ToDictionaryAsync(i => i.Id, Cancellation);
        var links = await db.SkuLinks.AsNoTracking().Where(l => l.EndedAt == null).OrderBy(l => l.Position).ToListAsync(Cancellation);
        var variations = await db.Variations.AsNoTracking().ToListAsync(Cancellation);
        var linked = variations.Select(v =>
            $"{_stores.FindIndex(s => s.Id == v.StoreId)}/{v.ChannelVariationId}: "
            + string.Join(" + ", links.Where(l => l.VariationId == v.Id).Select(l => $"{l.Quantity:0.###} {items[l.StockItemId].MasterSku} {l.Origin}")));
        var stock = items.Values.Where(i => i.MergedIntoId is null).Select(i =>
            $"{i.MasterSku} ({i.IsGenerated}): {i.OnHand:0.###} {i.Reserved:0.###} {i.ImpliedOnHand:0.###} by {_stores.FindIndex(s => s.Id == i.OpenedByStoreId)}");
        return string.Join('\n', linked.Order(StringComparer.Ordinal).Concat(stock.Order(StringComparer.Ordinal)));
    }

    /// <summary>What is true at any time: figures are the sums of their movements, reserved follows the orders, one link at a time.</summary>
    public async Task CheckAsync()
    {
        await using var db = Sync.Read();
        var items = await db.StockItems.AsNoTracking().ToListAsync(Cancellation);
        var moved = await db.StockMovements.AsNoTracking().ToListAsync(Cancellation);
        var links = await db.SkuLinks.AsNoTracking().Where(l => l.EndedAt == null).ToListAsync(Cancellation);
        var kept = await db.KeptLines.AsNoTracking().Where(k => k.EndedByBatchId == null).ToListAsync(Cancellation);
        var lines = await db.OrderLines.AsNoTracking().Where(l => l.OpenQuantity > 0).ToListAsync(Cancellation);
        foreach (var item in items)
        {
            var own = moved.Where(m => m.StockItemId == item.Id).ToList();
            Assert.Equal((item.OnHand ?? 0, item.Reserved), (own.Sum(m => m.OnHandDelta), own.Sum(m => m.ReservedDelta)));
            var expected = lines.Sum(l => Reserved(l, item, links, kept));
            Assert.True(expected == item.Reserved, $"{item.MasterSku}: {item.Reserved} reserved instead of {expected}\n{string.Join('\n', Journal)}");
            Assert.False(item.MergedIntoId is not null && links.Any(l => l.StockItemId == item.Id), $"{item.MasterSku} was merged away and is sold");
        }

        foreach (var variation in links.GroupBy(l => l.VariationId))
        {
            Assert.Equal(Enumerable.Range(0, variation.Count()), variation.Select(l => l.Position).Order());
            Assert.All(variation, l => Assert.Equal(variation.Count() > 1, l.IsComponent));
            Assert.Equal(variation.Count(), variation.Select(l => l.StockItemId).Distinct().Count());
        }
    }

    private static decimal Reserved(OrderLine line, StockItem item, List<SkuLink> links, List<KeptLine> kept)
    {
        var on = kept.Where(k => k.LineId == line.Id).ToList();
        return line.OpenQuantity * (on.Count > 0
            ? on.Where(k => k.StockItemId == item.Id).Sum(k => k.Quantity)
            : links.Where(l => l.VariationId == line.VariationId && l.StockItemId == item.Id).Sum(l => l.Quantity));
    }

    public ValueTask DisposeAsync() => Sync.DisposeAsync();
}

/// <summary>What a shop holds.</summary>
internal sealed class ShopGoods(params ChannelListing[] listings)
{
    public List<ChannelListing> Listings { get; } = [.. listings];

    public List<ChannelOrder> Orders { get; } = [];

    public ShopGoods With(ChannelOrder order)
    {
        Orders.Add(order);
        return this;
    }
}

internal sealed record LaterShop(MappingWorld World, long StoreId)
{
    /// <summary>What its variations are sold from, in their order.</summary>
    public async Task<List<string>> SoldAsync()
    {
        await using var db = World.Sync.Read();
        return await (
            from variation in db.Variations
            where variation.StoreId == StoreId
            join link in db.SkuLinks on variation.Id equals link.VariationId
            where link.EndedAt == null
            join item in db.StockItems on link.StockItemId equals item.Id
            orderby variation.ChannelVariationId
            select item.MasterSku).ToListAsync(TestContext.Current.CancellationToken);
    }
}
