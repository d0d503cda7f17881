using System.Text;
using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Orders;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;
using Quayside.Stores;

namespace Quayside.Tests.Harness;

/// <summary>One row of everything the API shows, with every field filled that may be empty, and a second of what can be empty with it empty.</summary>
internal sealed class OneOfEach(long organisationId)
{
    private static readonly DateTimeOffset Then = new(2026, 3, 14, 15, 9, 26, 535, TimeSpan.Zero);

    private readonly List<object> _rows = [];

    public long Store { get; private set; }

    public long Listing { get; private set; }

    /// <summary>Linked, and its shop shows 3 where 4 are available.</summary>
    public long Variation { get; private set; }

    public long Unlinked { get; private set; }

    public long StockItem { get; private set; }

    /// <summary>A person's decision, undone since, that linked the variation.</summary>
    public long Batch { get; private set; }

    /// <summary>That the unlinked variation is the stock item.</summary>
    public long Suggestion { get; private set; }

    public long Order { get; private set; }

    public long Quarantined { get; private set; }

    public long Carrier { get; private set; }

    public static async Task<OneOfEach> AddAsync(Databases databases, long organisationId)
    {
        var rows = new OneOfEach(organisationId);
        rows.Stores();
        rows.Catalogue();
        rows.Sold();
        rows.Carriers();
        await using var db = databases.Open(organisationId);
        db.AddRange(rows._rows);
        await db.SaveChangesAsync();
        return rows;
    }

    private void Stores()
    {
        var store = Add(new Store
        {
            OrganisationId = organisationId,
            Channel = "scripted",
            Name = "Main shop",
            ShopName = "The shop",
            Settings = [],
            Address = "https://shop.example",
            Currency = "EUR",
            HistoryDays = 90,
            ConnectedAt = Then,
            Health = StoreHealth.Waiting,
            HealthText = "The shop asked us to wait.",
        });
        Store = store.Id;
        Add(new StoreIdentity
        {
            OrganisationId = organisationId,
            StoreId = Store,
            Channel = "scripted",
            Kind = "store_id",
            Value = "abc",
            Strong = true,
        });
        var session = Add(new SyncSession
        {
            OrganisationId = organisationId,
            StoreId = Store,
            Kind = SyncKind.Initial,
            State = SyncState.Completed,
            StartedAt = Then,
            FinishedAt = Then.AddMinutes(2),
            WindowFrom = Then.AddDays(-90),
            WindowTo = Then,
            WindowCut = "The channel keeps 90 days.",
            Requests = 8,
            Text = "Done.",
        });
        session.Stages.Add(new SyncStage
        {
            SessionId = session.Id,
            OrganisationId = organisationId,
            Name = StageName.Listings,
            State = StageState.Completed,
            Discovered = 3,
            Stored = 2,
            Quarantined = 1,
            Expected = 3,
            Pages = 1,
        });
        session.Stages.Add(new SyncStage { SessionId = session.Id, OrganisationId = organisationId, Name = StageName.Orders });
        Quarantined = Add(new QuarantinedRecord
        {
            OrganisationId = organisationId,
            StoreId = Store,
            Stage = StageName.Listings,
            ChannelId = "9",
            Reason = "It has no title.",
            Raw = Packed.Pack(Encoding.UTF8.GetBytes("{\"id\":9}")),
            At = Then,
        }).Id;
    }

    private void Catalogue()
    {
        Listing = Add(new Listing
        {
            OrganisationId = organisationId,
            StoreId = Store,
            ChannelListingId = "7",
            Title = "Kettle",
            Description = "Boils.",
            Status = ListingStatus.Active,
            Brand = "Harbour",
            Category = "Kitchen",
            Images = ["https://shop.example/k.jpg"],
            SharedQuantity = 2.5m,
            ChangedAt = Then,
            SearchText = "kettle\nharbour\n7",
        }).Id;
        var linked = Add(NewVariation("71", "KET-RED", 3, StockTracking.Tracked));
        (Variation, Unlinked) = (linked.Id, Add(NewVariation("72", null, null, StockTracking.Unknown)).Id);
        StockItem = Add(new StockItem
        {
            OrganisationId = organisationId,
            MasterSku = "KET-RED",
            MasterSkuKey = "ket-red",
            SkuKeyVersion = 1,
            IsGenerated = false,
            Title = "Kettle",
            Gtin = "04006381333931",
            Image = "https://shop.example/k.jpg",
            OnHand = 5,
            Reserved = 1,
            SearchText = "ket-red\nkettle",
        }).Id;
        Batch = Add(new MappingBatch
        {
            OrganisationId = organisationId,
            At = Then,
            Who = "owner@example.test",
            Origin = MappingOrigin.Person,
            StoreId = Store,
            Text = "Linked 1 variation",
            OpenOrders = OpenOrders.Backwards,
            Changes = 1,
            UndoneAt = Then,
            UndoneBy = "owner@example.test",
        }).Id;
        Add(new VariationDecision
        {
            OrganisationId = organisationId,
            BatchId = Batch,
            Step = 0,
            VariationId = Variation,
            LinksBefore = [],
            LinksAfter = [new LinkedThen(StockItem, 1, LinkOrigin.Manual, Batch)],
            Shown = [],
            UndoneAt = Then,
        });
        Add(new SkuLink
        {
            OrganisationId = organisationId,
            BatchId = Batch,
            VariationId = Variation,
            StockItemId = StockItem,
            Quantity = 1,
            Origin = LinkOrigin.Exact,
            LinkedAt = Then,
        });
        Suggest();
        Add(new SkuConflict { OrganisationId = organisationId, SkuKey = "ket-red", Reason = ConflictReason.GtinDiffers, FoundAt = Then });
        Add(new StockMovement
        {
            OrganisationId = organisationId,
            StockItemId = StockItem,
            At = Then,
            OnHandDelta = 5,
            ReservedDelta = 1,
            Reason = MovementReason.Opening,
            StoreId = Store,
            Who = "owner@example.test",
        });
    }

    private void Suggest()
    {
        Suggestion = Add(new LinkSuggestion
        {
            OrganisationId = organisationId,
            StoreId = Store,
            VariationId = Unlinked,
            StockItemId = StockItem,
            Score = 0.875m,
            Tier = MatchTier.Text,
            Quantity = 1,
            Reasons = [new MatchReason(true, "same brand"), new MatchReason(false, "colour differs: red / rust")],
            Ticked = true,
            FoundAt = Then,
        }).Id;
        Add(new LinkCheck
        {
            VariationId = Unlinked,
            OrganisationId = organisationId,
            StoreId = Store,
            ListingId = Listing,
            LinkId = null,
            IsAlone = false,
            IsGenerated = false,
            Group = WorkGroup.SeveralSkus,
            Score = 0.875m,
            Ticked = true,
            Tier = MatchTier.Text,
            Brand = "harbour",
            CheckedAt = Then,
        });
    }

    private ListingVariation NewVariation(string id, string? sku, decimal? quantity, StockTracking tracking) => new()
    {
        OrganisationId = organisationId,
        StoreId = Store,
        ListingId = Listing,
        ChannelVariationId = id,
        SellerSku = sku,
        SkuKey = sku?.ToLowerInvariant(),
        SkuKeyVersion = 1,
        Gtin = sku is null ? null : "4006381333931",
        Mpn = sku is null ? null : "M-1",
        PriceText = sku is null ? null : "3.825",
        PriceCurrency = sku is null ? null : "EUR",
        Quantity = quantity,
        Tracking = tracking,
        Options = [new VariationOption("Colour", "Red"), new VariationOption("Colour", "Rust")],
        Status = ListingStatus.Active,
        SearchText = SearchText.Of(sku, id),
    };

    private void Sold()
    {
        Order = Add(new Order
        {
            OrganisationId = organisationId,
            StoreId = Store,
            ChannelOrderId = "501",
            Number = "#501",
            PlacedAt = Then,
            ChangedAt = Then,
            ChannelStatus = "processing",
            State = OrderState.ReadyToShip,
            IsHistorical = true,
            IsOpen = true,
            Currency = "EUR",
            TotalMinor = 1250,
            ShippingMinor = 400,
            TaxMinor = 50,
            DiscountMinor = 0,
            FeeMinor = 0,
            RefundedMinor = 0,
            SumDifferenceMinor = 35,
            BuyerName = "A. Buyer",
            BuyerEmail = "buyer@example.test",
            ShipTo = new PostalAddress("A. Buyer", null, "1 Quay", null, "Port", null, "1000", "SG", null),
            Shipping = [new ChannelShipping("Parcel post", "flat_rate:1", "Flat rate")],
            TrackingNumbers = ["TR-1"],
            SearchText = "#501",
        }).Id;
        Add(NewLine("1", Variation));
        Add(NewLine("2", null));
    }

    private OrderLine NewLine(string id, long? variation) => new()
    {
        OrganisationId = organisationId,
        OrderId = Order,
        ChannelLineId = id,
        Position = int.Parse(id, null),
        VariationId = variation,
        ChannelListingId = "7",
        ChannelVariationId = "71",
        SellerSku = "KET-RED",
        Title = "Kettle, red",
        Quantity = 1,
        OpenQuantity = 1,
        UnitPriceText = variation is null ? null : "3.825",
        TotalMinor = 383,
    };

    private void Carriers()
    {
        Carrier = Add(new Carrier
        {
            OrganisationId = organisationId,
            Name = "Parcel Post",
            NameKey = "parcel post",
            Source = CarrierSource.Channel,
        }).Id;
        Add(new CarrierService
        {
            OrganisationId = organisationId,
            CarrierId = Carrier,
            StoreId = Store,
            Code = "flat_rate:1",
            Name = "Flat rate",
        });
        Add(new CarrierMapping { OrganisationId = organisationId, StoreId = Store, ChannelText = "Parcel post", CarrierId = Carrier });
    }

    private T Add<T>(T row)
        where T : class
    {
        _rows.Add(row);
        return row;
    }
}
