using Microsoft.EntityFrameworkCore;
using Quayside.Catalogue;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Inventory;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores.Sync;

namespace Quayside.SkuLinks;

/// <summary>Gives every variation of a store that never had a link its stock item: the one with the same SKU key where nothing
/// speaks against it, else one of its own.</summary>
/// <remarks>Runs after a store's whole catalogue is stored, since only then is it known which keys are unique in it. Works in
/// chunks, each a transaction of its own; stopping anywhere loses nothing and the next call goes on. A link that a person ended
/// is not made again.</remarks>
internal sealed class LinkBySkuKey(QuaysideDb db, ImportTarget store, long batchId, DateTimeOffset now)
{
    private const int ChunkSize = 5000;

    private readonly List<StockItem> _items = [];
    private readonly List<SkuLink> _links = [];
    private readonly List<SkuConflict> _conflicts = [];
    private readonly List<StockMovement> _movements = [];

    /// <summary>Links the next chunk, inside the caller's transaction that holds the organisation's stock lock.</summary>
    /// <param name="after">The last variation of the chunk before; 0 to begin.</param>
    /// <returns>The last variation of this chunk; null when none was left.</returns>
    public async Task<long?> RunChunkAsync(long after, CancellationToken cancellation)
    {
        var waiting = await WaitingAsync(after, cancellation);
        if (waiting.Count == 0)
        {
            return null;
        }

        var rules = await LoadRulesAsync(waiting, cancellation);
        foreach (var variation in waiting)
        {
            Link(variation, rules);
        }

        await db.InsertManyAsync(_items, cancellation);
        await db.InsertManyAsync(_links, cancellation);
        await db.InsertManyAsync(_movements, cancellation);
        await db.InsertManyAsync(_conflicts, cancellation);
        return waiting[^1].Variation.Id;
    }

    private async Task<List<Waiting>> WaitingAsync(long after, CancellationToken cancellation) => await (
        from variation in db.Variations.OfOneStore()
        join listing in db.Listings on variation.ListingId equals listing.Id
        where variation.StoreId == store.StoreId && variation.Id > after

            // Two conditions, so that each has an index that answers it: the links that hold, and the few that were ended.
            && !db.SkuLinks.Any(l => l.VariationId == variation.Id && l.EndedAt == null)
            && !db.SkuLinks.Where(l => l.EndedAt != null).Select(l => l.VariationId).Contains(variation.Id)
        orderby variation.Id
        select new Waiting(variation, listing.Title, listing.Images)).Take(ChunkSize).ToListAsync(cancellation);

    private async Task<SkuKeyRules> LoadRulesAsync(List<Waiting> waiting, CancellationToken cancellation)
    {
        var keys = waiting.Select(w => w.Variation.SkuKey).OfType<string>().Distinct().ToList();
        var twice = await db.Variations
            .Where(v => v.StoreId == store.StoreId && keys.Contains(v.SkuKey!))
            .GroupBy(v => v.SkuKey!).Where(g => g.Count() > 1).Select(g => g.Key)
            .ToListAsync(cancellation);
        var conflicts = await db.SkuConflicts.Where(c => keys.Contains(c.SkuKey)).Select(c => c.SkuKey).ToListAsync(cancellation);

        var made = waiting.Where(w => w.Variation.SkuKey is null).Select(w => SkuKey.Of(GeneratedCode(w.Variation))!).ToList();
        var items = await ItemsAsync([.. keys.Concat(made).Distinct()], cancellation);

        // A code of its own is asked for only where the first choice may be taken.
        var taken = twice.Concat(conflicts).Concat(made).Concat(items.Select(i => i.MasterSkuKey)).ToHashSet(StringComparer.Ordinal);
        var own = waiting.Where(w => w.Variation.SkuKey is null || taken.Contains(w.Variation.SkuKey)).Select(w => SkuKey.Of(OwnCode(w.Variation))!).ToHashSet();
        own.ExceptWith(items.Select(i => i.MasterSkuKey));
        return new SkuKeyRules(twice, conflicts, own.Count == 0 ? items : items.Concat(await ItemsAsync([.. own], cancellation)))
        {
            Former = await FormerSkus.LoadAsync(db, keys, cancellation),
        };
    }

    private Task<List<StockItem>> ItemsAsync(List<string> keys, CancellationToken cancellation) =>
        db.StockItems.AsNoTracking().Where(i => keys.Contains(i.MasterSkuKey)).ToListAsync(cancellation);

    private void Link(Waiting waiting, SkuKeyRules rules)
    {
        var variation = waiting.Variation;
        if (variation.SkuKey is null)
        {
            Add(waiting, NewItem(waiting, GeneratedCode(variation), rules, isGenerated: true), LinkOrigin.Generated);
            return;
        }

        if (rules.ConflictOf(variation) is { } reason && rules.Mark(variation.SkuKey))
        {
            _conflicts.Add(new SkuConflict
            {
                OrganisationId = store.OrganisationId,
                SkuKey = variation.SkuKey,
                Reason = reason,
                FoundAt = now,
            });
        }

        var item = rules.IsInConflict(variation.SkuKey) ? null : rules.ItemOf(variation.SkuKey);
        Add(waiting, item ?? NewItem(waiting, variation.SellerSku!.Trim(), rules, isGenerated: false), LinkOrigin.Exact);
    }

    private StockItem NewItem(Waiting waiting, string code, SkuKeyRules rules, bool isGenerated)
    {
        var variation = waiting.Variation;
        var sku = rules.FirstFree([code, OwnCode(variation)]);
        var opens = variation is { Tracking: Connectors.StockTracking.Tracked, Quantity: not null };
        var item = new StockItem
        {
            OrganisationId = store.OrganisationId,
            MasterSku = sku,
            MasterSkuKey = SkuKey.Of(sku)!,
            SkuKeyVersion = SkuKey.Version,
            IsGenerated = isGenerated || sku != code,
            Title = TitleOf(waiting),
            Gtin = variation.ValidGtin,
            PackSize = variation.PackSize,
            Image = variation.Image ?? waiting.Images.FirstOrDefault(),
            OnHand = opens ? variation.Quantity : null,
            OpenedByStoreId = opens ? store.StoreId : null,
            ImpliedOnHand = opens ? variation.Quantity : null,
            SearchText = SearchText.Of(sku, TitleOf(waiting), variation.Gtin),
        };
        _items.Add(item);
        rules.Remember(item);
        if (opens)
        {
            _movements.Add(new StockMovement
            {
                OrganisationId = store.OrganisationId,
                StockItemId = item.Id,
                At = now,
                OnHandDelta = variation.Quantity!.Value,
                ReservedDelta = 0,
                Reason = MovementReason.Opening,
                StoreId = store.StoreId,
            });
        }

        return item;
    }

    private void Add(Waiting waiting, StockItem item, LinkOrigin origin) => _links.Add(new SkuLink
    {
        OrganisationId = store.OrganisationId,
        VariationId = waiting.Variation.Id,
        StockItemId = item.Id,
        Quantity = 1,
        Origin = origin,
        BatchId = batchId,
        LinkedAt = now,
    });

    private static string TitleOf(Waiting waiting) => waiting.Variation.Options.Count == 0
        ? waiting.Title
        : $"{waiting.Title} – {string.Join(", ", waiting.Variation.Options.Select(o => o.Value))}";

    // The channel's id and ours of the variation make both unique without asking; the suffix lives inside Quayside only.
    private static string? OwnCode(ListingVariation variation) => $"{variation.SellerSku?.Trim() ?? "NO-SKU"}~{variation.ChannelVariationId}";

    private string GeneratedCode(ListingVariation variation) => $"NO-SKU-{store.StoreId % 10_000:D4}-{variation.ChannelVariationId}";

    private sealed record Waiting(ListingVariation Variation, string Title, List<string> Images);
}
