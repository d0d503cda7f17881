using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Quayside.Catalogue;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Files;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;
using Quayside.SkuLinks.Templates;
using Quayside.SkuLinks.WorkList;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.SkuLinks.WorkList;

/// <summary>An organisation's rows and everything that is done with its mapping, without a server around it.</summary>
internal sealed class MappingBench
{
    private MappingBench(Seeds seeds)
    {
        Seeds = seeds;
        var (databases, clock) = (seeds.Databases, TimeProvider.System);
        Find = new FindSuggestions(databases, new Matcher(MatchModel.BuiltIn), clock);
        var search = new SuggestionSearch(databases, Find, new StoreNews(), clock, NullLogger<SuggestionSearch>.Instance);
        var (preview, apply) = (new PreviewMapping(databases, clock), new ApplyMapping(databases, clock));
        Decide = new DecideMapping(databases);
        Drafts = new ApplyDrafts(databases, preview, apply, search, clock);
        Undo = new UndoWork(databases, new UndoMapping(databases, clock), search);
        UndoBatch = new UndoMapping(databases, clock);
        Health = new MappingHealth(databases, search);
        Work = new FindWork(databases);
        Standardise = new StandardiseSkus(databases, apply);
        Export = new ExportMapping(databases);
        Skus = new ExportSkus(databases);
        Import = new ImportMapping(databases, preview, apply);
        Answer = new AnswerSuggestions(databases, preview, apply, search, clock);
    }

    public Seeds Seeds { get; }

    public Caller Caller => Seeds.Caller;

    public FindSuggestions Find { get; }

    public DecideMapping Decide { get; }

    public ApplyDrafts Drafts { get; }

    public UndoWork Undo { get; }

    public UndoMapping UndoBatch { get; }

    public MappingHealth Health { get; }

    public FindWork Work { get; }

    public StandardiseSkus Standardise { get; }

    public ExportMapping Export { get; }

    public ExportSkus Skus { get; }

    public ImportMapping Import { get; }

    public AnswerSuggestions Answer { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<MappingBench> NewAsync(TestDatabase database) =>
        new(await Seeds.NewOrganisationAsync(TestDatabase.Open(database.Engine, database.ConnectionString)));

    public QuaysideDb Read() => Seeds.Databases.Open(Caller.OrganisationId);

    public Task<int> LookAsync() => Find.RunAsync(Caller.OrganisationId, Cancellation);

    /// <summary>A store's product that is sold from an item of its own, under its own SKU.</summary>
    public Sold Sell(Store store, string title, string? sku, decimal? quantity = 5, string? gtin = null, string? brand = null)
    {
        var listing = Seeds.Add(new Listing
        {
            OrganisationId = Caller.OrganisationId,
            StoreId = store.Id,
            ChannelListingId = $"{NewId.Next()}",
            Title = title,
            Brand = brand,
            Status = ListingStatus.Active,
            Images = [],
            SearchText = SearchText.Of(title),
        });
        var variation = Seeds.Add(new ListingVariation
        {
            OrganisationId = Caller.OrganisationId,
            StoreId = store.Id,
            ListingId = listing.Id,
            ChannelVariationId = $"{NewId.Next()}",
            SellerSku = sku,
            SkuKey = SkuKey.Of(sku),
            SkuKeyVersion = 1,
            Gtin = gtin,
            ValidGtin = Gtin.Normalise(gtin),
            Quantity = quantity,
            Tracking = StockTracking.Tracked,
            Options = [],
            Status = ListingStatus.Active,
            SearchText = SearchText.Of(sku),
        });
        var item = NewItem(sku ?? $"NO-SKU-{variation.Id}", title, isGenerated: sku is null, quantity, store.Id);
        return new Sold(variation, item, Seeds.Link(variation, item));
    }

    public StockItem NewItem(string sku, string title, bool isGenerated = false, decimal? onHand = null, long? openedBy = null) => Seeds.Add(new StockItem
    {
        OrganisationId = Caller.OrganisationId,
        MasterSku = sku,
        MasterSkuKey = SkuKey.Of(sku)!,
        SkuKeyVersion = 1,
        IsGenerated = isGenerated,
        Title = title,
        OnHand = onHand,
        OpenedByStoreId = openedBy,
        ImpliedOnHand = onHand,
        SearchText = SearchText.Of(sku, title),
    });

    /// <summary>A proposal with its check, as a search would leave them.</summary>
    public LinkSuggestion Suggest(Sold sold, StockItem item, decimal score, bool ticked = false, WorkGroup group = WorkGroup.SeveralSkus)
    {
        Seeds.Add(new LinkCheck
        {
            VariationId = sold.Variation.Id,
            OrganisationId = Caller.OrganisationId,
            StoreId = sold.Variation.StoreId,
            ListingId = sold.Variation.ListingId,
            LinkId = sold.Link.Id,
            IsAlone = true,
            IsGenerated = sold.Item.IsGenerated,
            Group = group,
            Score = score,
            Ticked = ticked,
            Tier = MatchTier.Text,
            CheckedAt = Seeds.Then,
        });
        return Propose(sold, item, score, ticked);
    }

    public LinkSuggestion Propose(Sold sold, StockItem item, decimal score, bool ticked = false) => Seeds.Add(new LinkSuggestion
    {
        OrganisationId = Caller.OrganisationId,
        StoreId = sold.Variation.StoreId,
        VariationId = sold.Variation.Id,
        StockItemId = item.Id,
        Score = score,
        Tier = MatchTier.Text,
        Quantity = 1,
        Reasons = [new MatchReason(true, "same words")],
        Ticked = ticked,
        FoundAt = Seeds.Then,
    });

    public Task<Outcome<DraftView>> SayAsync(Sold sold, DraftKind kind, StockItem? item = null, string? sku = null, Caller? who = null) =>
        Decide.DecideAsync(who ?? Caller, DecideMapping.Draft(who ?? Caller, sold.Variation.Id, kind, item?.Id, 1, sku), Cancellation);

    public async Task<AppliedDrafts> ApplyAsync()
    {
        var (applied, refusal) = await Drafts.RunAsync(Caller, OpenOrders.Backwards, Cancellation);
        Assert.Null(refusal);
        return applied!;
    }

    public async Task<IReadOnlyList<WorkRow>> RowsAsync(WorkFilter? filter = null) =>
        (await Work.RunAsync(Caller, filter ?? new WorkFilter(), null, 500, Cancellation)).Value!.Items;

    public async Task<long?> ItemOfAsync(Sold sold)
    {
        await using var db = Read();
        return await db.SkuLinks.Where(l => l.VariationId == sold.Variation.Id && l.EndedAt == null).Select(l => (long?)l.StockItemId).SingleOrDefaultAsync(Cancellation);
    }

    public async Task<SuggestionState> StateAsync(LinkSuggestion suggestion)
    {
        await using var db = Read();
        return await db.LinkSuggestions.Where(s => s.Id == suggestion.Id).Select(s => s.State).SingleAsync(Cancellation);
    }
}

internal sealed record Sold(ListingVariation Variation, StockItem Item, SkuLink Link);
