using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue.Own;

/// <summary>What a new variation of an offline store is sold from, and how many are there, by the ids that it is kept under.</summary>
/// <param name="Links">null to link it by its SKU.</param>
internal sealed record OwnStock(string ListingId, string VariationId, decimal? Opening, IReadOnlyList<KitComponent>? Links, LinkOrigin Origin = LinkOrigin.Manual);

/// <summary>Puts listings into an offline store's catalogue the way a channel's come in: rows and events, and links by SKU key with the same
/// conflicts and made-up codes. New is only who says so.</summary>
/// <remarks>Repeatable: what is so already writes nothing. Inside the caller's transaction, which holds the locks of stock and store.</remarks>
/// <param name="batchId">The decision that new links hold by.</param>
/// <param name="by">A person, or a file.</param>
internal sealed class KeepListings(QuaysideDb db, Store store, Caller caller, LearnedBy by, long batchId, DateTimeOffset now)
{
    private static readonly HashSet<string> NoneTwice = [];

    private readonly ImportTarget _target = new(store.OrganisationId, store.Id, store.ConnectedAt, by);

    /// <summary>Ids for what has none of its own, such as a listing typed by hand.</summary>
    public static string MadeUpId() => NewId.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="text">What is done, in words, for the history of links.</param>
    public async Task RunAsync(
        IReadOnlyList<CatalogueRecord> records, IReadOnlyList<OwnStock> stock, string text, CancellationToken cancellation)
    {
        var before = NewId.Next();
        await new ImportListings(db, _target, now).RunAsync(records, cancellation);
        var variations = await VariationsAsync(stock, cancellation);
        var chosen = stock.Where(s => s.Links is not null).Select(s => (variations[(s.ListingId, s.VariationId)], s)).ToList();
        await LinkAsync(chosen, cancellation);
        var linked = new LinkedChunk(chosen.Sum(c => c.s.Links!.Count), LeadsToMerged: chosen.Count > 0);
        linked += await LinkBySkuAsync(before, cancellation);
        if (linked.Count > 0)
        {
            await new SyncDecision(db, _target, batchId, now) { Who = caller.Name, Text = text }.NoteAsync(before, long.MaxValue, linked, cancellation);
        }

        await new OpenStock(db, store.Id, caller.Name, now).RunAsync(
            [.. stock.Where(s => s.Opening is not null).Select(s => new OpeningStock(variations[(s.ListingId, s.VariationId)], s.Opening!.Value))], cancellation);
    }

    private async Task<LinkedChunk> LinkBySkuAsync(long after, CancellationToken cancellation)
    {
        await using var linking = new LinkBySkuKey(db, _target, NoneTwice, batchId, now) { Who = caller.Name };
        while (await LinkBySkuKey.ReadWaitingAsync(db, store.Id, after, cancellation) is { Count: > 0 } waiting)
        {
            await linking.AddAsync(waiting, cancellation);
            await linking.FinishAsync();
            after = waiting[^1].Id;
        }

        return await linking.FinishAsync();
    }

    private async Task<Dictionary<(string, string), long>> VariationsAsync(IReadOnlyList<OwnStock> stock, CancellationToken cancellation)
    {
        var ids = stock.Where(s => s.Opening is not null || s.Links is not null).Select(s => s.ListingId).Distinct().ToList();
        return ids.Count == 0 ? [] : await (
            from listing in db.Listings
            where listing.StoreId == store.Id && ids.Contains(listing.ChannelListingId)
            join variation in db.Variations on listing.Id equals variation.ListingId
            select new { listing.ChannelListingId, variation.ChannelVariationId, variation.Id })
            .ToDictionaryAsync(v => (v.ChannelListingId, v.ChannelVariationId), v => v.Id, cancellation);
    }

    private Task LinkAsync(List<(long VariationId, OwnStock Of)> chosen, CancellationToken cancellation) => db.InsertManyAsync(
        chosen.SelectMany(c => c.Of.Links!.Select((link, at) => new SkuLink
        {
            OrganisationId = store.OrganisationId,
            VariationId = c.VariationId,
            StockItemId = link.StockItemId,
            Quantity = link.Quantity,
            Origin = c.Of.Origin,
            Position = at,
            IsComponent = c.Of.Links!.Count > 1,
            BatchId = batchId,
            LinkedAt = now,
            LinkedBy = caller.Name,
        })).ToList(),
        cancellation);
}
