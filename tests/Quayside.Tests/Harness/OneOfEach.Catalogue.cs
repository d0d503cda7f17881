using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;
using Quayside.Stores;
using Quayside.Stores.Webhooks;

namespace Quayside.Tests.Harness;

internal sealed partial class OneOfEach
{
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
            ElsewhereOnHand = 2,
            ElsewhereReserved = 1,
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
        Add(new ListingEvent
        {
            OrganisationId = organisationId,
            ListingId = Listing,
            VariationId = Variation,
            At = Then,
            LearnedAt = Then.AddMinutes(1),
            LearnedBy = LearnedBy.Reconciliation,
            Change = ListingChange.Price,
            Before = "3.80 EUR",
            After = "3.825 EUR",
        });
        Add(new SkuConflict { OrganisationId = organisationId, SkuKey = "ket-red", Reason = ConflictReason.GtinDiffers, FoundAt = Then });
        Add(new StockMovement
        {
            OrganisationId = organisationId,
            StockItemId = StockItem,
            At = Then,
            OnHandDelta = 3,
            ReservedDelta = 0,
            Reason = MovementReason.Opening,
            StoreId = Store,
            Who = "owner@example.test",
        });
    }

    private void Changed()
    {
        SkuChange = Add(NewSkuChange(Variation, "KET", null)).Id;
        Add(NewSkuChange(Unlinked, null, SkuDecision.Kept));
        Add(new StoreWebhooks
        {
            OrganisationId = organisationId,
            StoreId = Store,
            State = WebhooksState.Removed,
            TokenHash = $"{Store}",
            Secret = [],
            Text = "Still in the shop: order.updated.",
            RequestedAt = Then,
            RequestedBy = "owner@example.test",
            CheckedAt = Then,
            LastDeliveryAt = Then,
            Deliveries = 3,
        });
        Add(new StoreSubscription { OrganisationId = organisationId, StoreId = Store, ChannelId = "1", Topic = "order.updated", State = WebhookState.Disabled });
        Add(new StoredHint
        {
            OrganisationId = organisationId,
            StoreId = Store,
            Subject = WebhookSubject.Order,
            ChannelId = "501",
            Content = "0",
            Version = 1,
            WaitingSince = Then,
            LastAt = Then,
        });
    }

    private SkuChange NewSkuChange(long variation, string? from, SkuDecision? decision) => new()
    {
        OrganisationId = organisationId,
        StoreId = Store,
        VariationId = variation,
        From = from,
        FromKey = from?.ToLowerInvariant(),
        To = from is null ? "KET-2" : null,
        SeenAt = Then,
        LearnedBy = LearnedBy.DeltaSync,
        Decision = decision,
        DecidedAt = decision is null ? null : Then,
        DecidedBy = decision is null ? null : "owner@example.test",
    };


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
}
