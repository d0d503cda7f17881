using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders.Fulfilment;

/// <summary>An offline store with goods on its shelf and orders that reserve them.</summary>
internal sealed class Shelf
{
    private readonly Listing _listing;
    private int _orders;

    private Shelf(Databases databases, Caller caller)
    {
        (Databases, Caller) = (databases, caller);
        Store = new Store
        {
            OrganisationId = caller.OrganisationId,
            Channel = Store.OfflineChannel,
            Mode = StoreMode.Offline,
            Name = "Market stall",
            ShopName = "Market stall",
            Settings = [],
            Currency = "EUR",
            HistoryDays = 0,
            ConnectedAt = Seeds.Then,
        };
        _listing = new Listing
        {
            OrganisationId = caller.OrganisationId,
            StoreId = Store.Id,
            ChannelListingId = "1",
            Title = "Goods",
            Status = ListingStatus.Active,
            Images = [],
            SearchText = "goods",
        };
    }

    public Databases Databases { get; }

    public Caller Caller { get; }

    public Store Store { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Shelf> NewAsync(Databases databases, Caller caller)
    {
        var shelf = new Shelf(databases, caller);
        await shelf.AddAsync(shelf.Store, shelf._listing);
        return shelf;
    }

    public async Task AddAsync(params object[] rows)
    {
        await using var db = Databases.Open(Caller.OrganisationId);
        db.AddRange(rows);
        await db.SaveChangesAsync(Cancellation);
    }

    /// <summary>Gives the store a default carrier.</summary>
    public async Task<Carrier> ShipWithAsync(string name)
    {
        var carrier = new Carrier { OrganisationId = Caller.OrganisationId, Name = name, NameKey = name.ToLowerInvariant(), Source = CarrierSource.Manual };
        await AddAsync(carrier);
        await using var db = Databases.Open(Caller.OrganisationId);
        await db.Stores.Where(s => s.Id == Store.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.DefaultCarrierId, carrier.Id), Cancellation);
        return carrier;
    }

    /// <summary>Something to sell, one stock item with as many on hand in the main warehouse.</summary>
    public async Task<(ListingVariation Sold, StockItem Item)> GoodsAsync(string sku, decimal? onHand)
    {
        var item = new StockItem
        {
            OrganisationId = Caller.OrganisationId,
            MasterSku = sku,
            MasterSkuKey = sku.ToLowerInvariant(),
            SkuKeyVersion = 1,
            IsGenerated = false,
            Title = sku,
            OnHand = onHand,
            SearchText = sku,
        };
        await AddAsync(item);
        return (await SoldAsync(sku, (item, 1)), item);
    }

    /// <summary>Something to sell that is made of items: of one, of several as a kit, or linked to none.</summary>
    public async Task<ListingVariation> SoldAsync(string sku, params (StockItem Item, decimal Quantity)[] items)
    {
        var variation = new ListingVariation
        {
            OrganisationId = Caller.OrganisationId,
            StoreId = Store.Id,
            ListingId = _listing.Id,
            ChannelVariationId = $"{NewId.Next()}",
            SellerSku = sku,
            SkuKey = sku.ToLowerInvariant(),
            SkuKeyVersion = 1,
            Tracking = StockTracking.Unknown,
            Options = [],
            Status = ListingStatus.Active,
            SearchText = sku,
        };
        await AddAsync([variation, .. items.Select((item, n) => new SkuLink
        {
            OrganisationId = Caller.OrganisationId,
            VariationId = variation.Id,
            StockItemId = item.Item.Id,
            Quantity = item.Quantity,
            Origin = LinkOrigin.Manual,
            Position = n,
            IsComponent = items.Length > 1,
            LinkedAt = Seeds.Then,
        })]);
        return variation;
    }

    /// <summary>A warehouse beside the main one.</summary>
    public async Task<Warehouse> WarehouseAsync(string name)
    {
        var warehouse = new Warehouse
        {
            OrganisationId = Caller.OrganisationId,
            Name = name,
            NameKey = name.ToLowerInvariant(),
            CreatedAt = Seeds.Then,
        };
        await AddAsync(warehouse);
        return warehouse;
    }

    /// <summary>An order that was taken here, with what it reserves.</summary>
    public async Task<Order> OrderAsync(
        OrderState state, IReadOnlyList<(ListingVariation Sold, decimal Quantity)> lines, Warehouse? warehouse = null, bool isOurs = true, bool reserves = true)
    {
        var isOpen = OrderRows.IsOpen(state);
        var number = $"S{++_orders}";
        var order = new Order
        {
            OrganisationId = Caller.OrganisationId,
            StoreId = Store.Id,
            ChannelOrderId = number,
            Number = number,
            PlacedAt = Seeds.Then.AddMinutes(_orders),
            ChangedAt = Seeds.Then,
            ChannelStatus = "x",
            State = state,
            IsHistorical = false,
            IsOpen = isOpen,
            Currency = "EUR",
            TotalMinor = 100,
            ShippingMinor = 0,
            DiscountMinor = 0,
            FeeMinor = 0,
            RefundedMinor = 0,
            SumDifferenceMinor = 0,
            Shipping = [],
            TrackingNumbers = [],
            SearchText = SearchText.Of(number),
            IsOurs = isOurs,
            WarehouseId = warehouse?.Id,
        };
        var rows = lines.Select((line, n) => new OrderLine
        {
            OrganisationId = Caller.OrganisationId,
            OrderId = order.Id,
            ChannelLineId = $"{n + 1}",
            Position = n,
            VariationId = line.Sold.Id,
            SellerSku = line.Sold.SellerSku,
            Title = line.Sold.SellerSku!,
            Quantity = line.Quantity,
            OpenQuantity = isOpen && reserves ? line.Quantity : 0,
            TotalMinor = 100,
        }).ToList();
        await AddAsync([order, .. rows]);
        await using var write = await WriteTransaction.BeginAsync(Databases, Caller.OrganisationId, Cancellation);
        var items = await LineItems.LoadAsync(write.Db, rows, Cancellation);
        var reserved = PiecesOfLines.Reserving(new Dictionary<long, decimal>(), PiecesOfLines.Open(rows, items), order.WarehouseId, StockGuard.None);
        await ChangeStock.RunAsync(write.Db, reserved, new StockCause(MovementReason.Reserved, Seeds.Then, "test", Store.Id, order.Id), Cancellation);
        await write.CommitAsync(Cancellation);
        return order;
    }

    /// <summary>Pieces arrive, or go where negative.</summary>
    public async Task ArriveAsync(StockItem item, decimal pieces, Warehouse? warehouse = null)
    {
        await using var write = await WriteTransaction.BeginAsync(Databases, Caller.OrganisationId, Cancellation);
        await ChangeStock.RunAsync(
            write.Db, [new StockChange(item.Id, warehouse?.Id, pieces, 0)], new StockCause(MovementReason.Adjusted, Seeds.Then, "test"), Cancellation);
        await write.CommitAsync(Cancellation);
    }

    public async Task<(decimal? OnHand, decimal Reserved)> StockAsync(StockItem item)
    {
        await using var db = Databases.Open(Caller.OrganisationId);
        return await db.StockItems.Where(i => i.Id == item.Id).Select(i => new ValueTuple<decimal?, decimal>(i.OnHand, i.Reserved)).SingleAsync(Cancellation);
    }

    public async Task<OrderView> ViewAsync(long orderId) =>
        (await new GetOrder(Databases).RunAsync(Caller, orderId, Cancellation)).Value!;
}
