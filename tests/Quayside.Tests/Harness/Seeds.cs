using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.Stores;

namespace Quayside.Tests.Harness;

/// <summary>Rows of one organisation, as short as a test can say them.</summary>
internal sealed class Seeds
{
    public static readonly DateTimeOffset Then = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<object> _rows = [];

    private Seeds(Databases databases, Caller caller) => (Databases, Caller) = (databases, caller);

    public Databases Databases { get; }

    public Caller Caller { get; }

    private long Organisation => Caller.OrganisationId;

    public static async Task<Seeds> NewOrganisationAsync(Databases databases)
    {
        var organisation = new Organisation { Name = $"Seller {Guid.NewGuid():N}", CreatedAt = Then };
        await using var db = databases.OpenForNobody();
        db.Add(organisation);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return new Seeds(databases, new Caller(organisation.Id, Role.Owner, "test"));
    }

    public async Task SaveAsync()
    {
        await using var db = Databases.Open(Organisation);
        db.AddRange(_rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        _rows.Clear();
    }

    public Store Store(StoreHealth health = StoreHealth.Ok) => Add(new Store
    {
        OrganisationId = Organisation,
        Channel = "scripted",
        Name = "Shop",
        ShopName = "Shop",
        Settings = [],
        HistoryDays = 90,
        ConnectedAt = Then,
        Health = health,
    });

    public Listing Listing(Store store, string title, ListingStatus status = ListingStatus.Active) => Add(new Listing
    {
        OrganisationId = Organisation,
        StoreId = store.Id,
        ChannelListingId = $"{NewId.Next()}",
        Title = title,
        Status = status,
        Images = [],
        SearchText = SearchText.Of(title),
    });

    public ListingVariation Variation(
        Listing listing, string? sku = null, decimal? quantity = null, StockTracking tracking = StockTracking.Tracked) => Add(new ListingVariation
        {
            OrganisationId = Organisation,
            StoreId = listing.StoreId,
            ListingId = listing.Id,
            ChannelVariationId = $"{NewId.Next()}",
            SellerSku = sku,
            SkuKey = sku?.ToLowerInvariant(),
            SkuKeyVersion = 1,
            Quantity = quantity,
            Tracking = tracking,
            Options = [],
            Status = listing.Status,
            SearchText = SearchText.Of(sku),
        });

    public StockItem Item(string sku, decimal? onHand = null, decimal reserved = 0) => Add(new StockItem
    {
        OrganisationId = Organisation,
        MasterSku = sku,
        MasterSkuKey = sku.ToLowerInvariant(),
        SkuKeyVersion = 1,
        IsGenerated = false,
        Title = sku,
        OnHand = onHand,
        Reserved = reserved,
        SearchText = SearchText.Of(sku),
    });

    public SkuLink Link(ListingVariation variation, StockItem item, decimal quantity = 1, bool hasEnded = false, int position = 0) => Add(new SkuLink
    {
        OrganisationId = Organisation,
        VariationId = variation.Id,
        StockItemId = item.Id,
        Quantity = quantity,
        Origin = LinkOrigin.Exact,
        Position = position,
        LinkedAt = Then,
        EndedAt = hasEnded ? Then : null,
    });

    public void Conflict(string sku) => Add(new SkuConflict
    {
        OrganisationId = Organisation,
        SkuKey = sku.ToLowerInvariant(),
        Reason = ConflictReason.TwiceInStore,
        FoundAt = Then,
    });

    public Order Order(
        Store store, string number, DateTimeOffset? placedAt = null, OrderState state = OrderState.ReadyToShip, long difference = 0) => Add(new Order
        {
            OrganisationId = Organisation,
            StoreId = store.Id,
            ChannelOrderId = $"{NewId.Next()}",
            Number = number,
            PlacedAt = placedAt ?? Then,
            ChannelStatus = "x",
            State = state,
            IsHistorical = true,
            IsOpen = state == OrderState.ReadyToShip,
            Currency = "EUR",
            TotalMinor = 100,
            ShippingMinor = 0,
            DiscountMinor = 0,
            FeeMinor = 0,
            RefundedMinor = 0,
            SumDifferenceMinor = difference,
            Shipping = [],
            TrackingNumbers = [],
            SearchText = SearchText.Of(number),
        });

    public OrderLine Line(Order order, ListingVariation? variation) => Add(new OrderLine
    {
        OrganisationId = Organisation,
        OrderId = order.Id,
        ChannelLineId = $"{NewId.Next()}",
        Position = 1,
        VariationId = variation?.Id,
        Title = "Thing",
        Quantity = 1,
        OpenQuantity = 1,
        TotalMinor = 100,
    });

    public T Add<T>(T row)
        where T : class
    {
        _rows.Add(row);
        return row;
    }
}

internal static class Paging
{
    /// <summary>Reads a list to its end, a few rows at a time.</summary>
    public static async Task<List<T>> AllAsync<T>(Func<string?, Task<Outcome<Slice<T>>>> part)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var slice = await part(cursor);
            Assert.Null(slice.Refusal);
            all.AddRange(slice.Value!.Items);
            cursor = slice.Value.Next;
        }
        while (cursor is not null && all.Count < 10_000);
        return all;
    }
}
