using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.SkuLinks;
using Quayside.Stores;

namespace Quayside.Tests.Harness;

/// <summary>A big seller's rows, the same for every run: two shops, the first with most of it, descriptions as long as real ones.</summary>
/// <param name="listings">Of both shops; one in three has three variations, the others one.</param>
internal sealed class ManyRows(Databases databases, long organisationId, int listings, int orders)
{
    private const int Batch = 5_000;

    private static readonly string[] Colours = ["Black", "Navy", "Olive", "Rust", "Sand", "White"];
    private static readonly string[] Things = ["Kettle", "Lantern", "Rope", "Anchor", "Crate", "Oilskin", "Compass", "Hammock"];
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _description = string.Concat(Enumerable.Repeat("Made to last, packed by hand, sent the same day. ", 24));
    private readonly List<ListingVariation> _variations = [];
    private readonly List<StockItem> _items = [];

    public Store Large { get; } = NewStore(organisationId, "Large");

    public Store Small { get; } = NewStore(organisationId, "Small");

    public DateTimeOffset LastOrderAt => Start.AddMinutes(orders);

    public int Variations => _variations.Count;

    public async Task AddAsync(CancellationToken cancellation)
    {
        await WriteAsync([Large, Small], cancellation);
        await WriteAsync([.. Enumerable.Range(0, listings).Select(Listing)], cancellation);
        await WriteAsync(_variations, cancellation);
        await WriteAsync(_items, cancellation);
        await WriteAsync([.. _variations.Zip(_items).Where((_, n) => n % 5_000 != 4_999).Select(pair => Link(pair.First, pair.Second))], cancellation);
        var sold = Enumerable.Range(0, orders).Select(Order).ToList();
        await WriteAsync(sold, cancellation);
        await WriteAsync([.. sold.SelectMany((order, n) => Enumerable.Range(0, 2).Select(line => Line(order, n, line)))], cancellation);
        await using var db = databases.OpenForNobody();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "ANALYZE", cancellation);
    }

    private static Store NewStore(long organisationId, string name) => new()
    {
        OrganisationId = organisationId,
        Channel = "woocommerce",
        Name = name,
        ShopName = name,
        Settings = [],
        HistoryDays = 90,
        ConnectedAt = Start,
    };

    private Listing Listing(int n)
    {
        var store = n % 10 == 9 ? Small : Large;
        var title = $"{Colours[n % 6]} {Things[n * 7 % 8]} No. {n}";
        var listing = new Listing
        {
            OrganisationId = organisationId,
            StoreId = store.Id,
            ChannelListingId = $"{100_000 + n}",
            Title = title,
            Description = _description[..(200 + (n * 37 % 900))],
            Status = n % 20 == 0 ? ListingStatus.Draft : ListingStatus.Active,
            Brand = "Harbour",
            Category = "Deck",
            Images = [$"https://shop.example/images/{n}.jpg"],
            SearchText = SearchText.Of(title, "Harbour", $"SKU-{n}", $"{100_000 + n}"),
        };
        for (var v = 0; v < (n % 3 == 0 ? 3 : 1); v++)
        {
            Variation(listing, n, v);
        }

        return listing;
    }

    private void Variation(Listing listing, int n, int v)
    {
        var sku = $"SKU-{n}-{v}";
        _variations.Add(new ListingVariation
        {
            OrganisationId = organisationId,
            StoreId = listing.StoreId,
            ListingId = listing.Id,
            ChannelVariationId = $"{n}{v}",
            SellerSku = sku,
            SkuKey = sku.ToLowerInvariant(),
            SkuKeyVersion = 1,
            Gtin = $"40{n:0000000}{v}",
            PriceText = "12.50",
            PriceCurrency = "EUR",
            Quantity = n % 50,
            Tracking = StockTracking.Tracked,
            Options = [new VariationOption("Size", $"{v}")],
            Status = listing.Status,
            SearchText = SearchText.Of(sku, $"40{n:0000000}{v}", $"{n}{v}"),
        });
        _items.Add(new StockItem
        {
            OrganisationId = organisationId,
            MasterSku = sku,
            MasterSkuKey = sku.ToLowerInvariant(),
            SkuKeyVersion = 1,
            IsGenerated = false,
            Title = listing.Title,
            OnHand = n % 4_000 == 17 ? 999 : n % 50,
            SearchText = SearchText.Of(sku, listing.Title),
        });
    }

    private SkuLink Link(ListingVariation variation, StockItem item) => new()
    {
        OrganisationId = organisationId,
        VariationId = variation.Id,
        StockItemId = item.Id,
        Quantity = 1,
        Origin = LinkOrigin.Exact,
        LinkedAt = Start,
    };

    private Order Order(int n) => new()
    {
        OrganisationId = organisationId,
        StoreId = n % 500 == 0 ? Small.Id : Large.Id,
        ChannelOrderId = $"{n}",
        Number = $"{10_000 + n}",
        PlacedAt = Start.AddMinutes(n),
        ChannelStatus = n % 20 == 0 ? "processing" : "completed",
        State = n % 20 == 0 ? OrderState.ReadyToShip : OrderState.Completed,
        IsHistorical = true,
        IsOpen = n % 20 == 0,
        Currency = "EUR",
        TotalMinor = 2500,
        ShippingMinor = 0,
        DiscountMinor = 0,
        FeeMinor = 0,
        RefundedMinor = 0,
        SumDifferenceMinor = 0,
        BuyerName = $"Buyer {n % 997}",
        Shipping = n % 100 == 0 ? [] : [new ChannelShipping("Parcel post", "flat_rate:1", null)],
        TrackingNumbers = [],
        SearchText = SearchText.Of($"{10_000 + n}", $"Buyer {n % 997}", $"buyer{n}@mail.example"),
    };

    private OrderLine Line(Order order, int n, int line)
    {
        var variation = _variations[((n * 3) + (line * 4_999)) % _variations.Count];
        return new OrderLine
        {
            OrganisationId = organisationId,
            OrderId = order.Id,
            ChannelLineId = $"{line}",
            Position = line,
            VariationId = variation.Id,
            SellerSku = variation.SellerSku,
            Title = $"Line {line}",
            Quantity = 1,
            OpenQuantity = order.IsOpen ? 1 : 0,
            UnitPriceText = "12.50",
            TotalMinor = 1250,
        };
    }

    private async Task WriteAsync<T>(IReadOnlyList<T> rows, CancellationToken cancellation)
        where T : class
    {
        foreach (var batch in rows.Chunk(Batch))
        {
            await using var write = await WriteTransaction.BeginAsync(databases, organisationId, cancellation);
            await write.Db.InsertManyAsync(batch, cancellation);
            await write.CommitAsync(cancellation);
        }
    }
}
