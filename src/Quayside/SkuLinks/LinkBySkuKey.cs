using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.Inventory;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores.Sync;

namespace Quayside.SkuLinks;

/// <summary>Gives every variation of a store that never had a link its stock item: the one with the same SKU key where nothing
/// speaks against it, else one of its own.</summary>
/// <remarks>Runs after a store's whole catalogue is stored, since only then is it known which keys are unique in it. Works in
/// chunks; stopping anywhere loses nothing and the next call goes on. A link that a person ended
/// is not made again.</remarks>
/// <param name="twiceInStore">What <see cref="KeysTwiceAsync"/> found once the catalogue was complete.</param>
/// <param name="batchId">The decision that the links hold by.</param>
internal sealed class LinkBySkuKey(QuaysideDb db, ImportTarget store, IReadOnlySet<string> twiceInStore, long batchId, DateTimeOffset now)
{
    /// <summary>Variations that are linked in one transaction.</summary>
    public const int ChunkSize = 2500;

    /// <summary>Variations that are written while the next are decided.</summary>
    private const int PartSize = ChunkSize / 2;

    private NewLinks _new = new();
    private bool _leadsToMerged;

    /// <summary>Who added the variations; null where a sync brought them.</summary>
    public string? Who { get; init; }

    /// <summary>The keys that more than one of the store's variations has.</summary>
    /// <param name="among">Only of these; null for all of the store's.</param>
    public static async Task<IReadOnlySet<string>> KeysTwiceAsync(
        QuaysideDb db, long storeId, IReadOnlyCollection<string>? among, CancellationToken cancellation)
    {
        var variations = db.Variations.OfOneStore().Where(v => v.StoreId == storeId && v.SkuKey != null && v.Status != ListingStatus.Deleted);
        if (among is not null)
        {
            variations = variations.Where(v => among.Contains(v.SkuKey!));
        }

        var twice = variations.GroupBy(v => v.SkuKey!).Where(g => g.Count() > 1).Select(g => g.Key);
        return (await twice.ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The next variations of the store that never had a link, in order, <see cref="ChunkSize"/> at most.</summary>
    /// <param name="after">The last variation of those before; 0 to begin.</param>
    public static async Task<IReadOnlyList<UnlinkedVariation>> ReadWaitingAsync(
        QuaysideDb db, long storeId, long after, CancellationToken cancellation)
    {
        var waiting = await Waiting(db, storeId, after).Take(ChunkSize).ToListAsync(cancellation);
        foreach (var variation in waiting)
        {
            // Here and not when it is linked: this may run beside the linking of those before.
            variation.FoldTexts();
        }

        return waiting;
    }

    /// <summary>Links them, inside the caller's transaction that holds the organisation's stock lock; those that were linked since they were
    /// read are left alone.</summary>
    /// <param name="read">What <see cref="ReadWaitingAsync"/> gave, not empty.</param>
    public async Task<LinkedChunk> RunAsync(IReadOnlyList<UnlinkedVariation> read, CancellationToken cancellation)
    {
        var waiting = await StillWaitingAsync(read, cancellation);
        var rules = await LoadRulesAsync(waiting, cancellation);
        var writing = Task.CompletedTask;
        try
        {
            foreach (var part in waiting.Chunk(PartSize))
            {
                var decided = Decide(part, rules);
                await writing;
                writing = Task.Run(() => decided.WriteAsync(db, cancellation), cancellation);
            }

            await writing;
        }
        finally
        {
            // The transaction must not end while something is still written in it.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new LinkedChunk(waiting.Count, _leadsToMerged);
    }

    private static IQueryable<UnlinkedVariation> Waiting(QuaysideDb db, long storeId, long after) =>
        from variation in db.Variations.OfOneStore()
        join listing in db.Listings on variation.ListingId equals listing.Id
        where variation.StoreId == storeId && variation.Id > after

            // Two conditions, so that each has an index that answers it: the links that hold, and the few that were ended. Both say again
            // where to begin: PostgreSQL would go through the links of all variations before.
            && !db.SkuLinks.Any(l => l.VariationId == variation.Id && l.VariationId > after && l.EndedAt == null)
            && !db.SkuLinks.Where(l => l.VariationId > after && l.EndedAt != null).Select(l => l.VariationId).Contains(variation.Id)
        orderby variation.Id
        select new UnlinkedVariation
        {
            Id = variation.Id,
            ChannelVariationId = variation.ChannelVariationId,
            SellerSku = variation.SellerSku,
            SkuKey = variation.SkuKey,
            Gtin = variation.Gtin,
            ValidGtin = variation.ValidGtin,
            PackSize = variation.PackSize,
            Opening = variation.Tracking == StockTracking.Tracked ? variation.Quantity : null,
            ListingTitle = listing.Title,
            Options = variation.Options,
            Image = variation.Image,
            ListingImages = variation.Image == null ? listing.Images : null,
        };

    private async Task<IReadOnlyList<UnlinkedVariation>> StillWaitingAsync(IReadOnlyList<UnlinkedVariation> read, CancellationToken cancellation)
    {
        var (first, last) = (read[0].Id, read[^1].Id);
        var links = db.SkuLinks.OfOneStore().Where(l => l.VariationId >= first && l.VariationId <= last);
        var linked = (await links.Where(l => l.EndedAt == null).Select(l => l.VariationId)
            .Concat(links.Where(l => l.EndedAt != null).Select(l => l.VariationId)).ToListAsync(cancellation)).ToHashSet();
        return linked.Count == 0 ? read : [.. read.Where(w => !linked.Contains(w.Id))];
    }

    private async Task<SkuKeyRules> LoadRulesAsync(IReadOnlyList<UnlinkedVariation> waiting, CancellationToken cancellation)
    {
        var keys = waiting.Select(w => w.SkuKey).OfType<string>().Distinct().ToList();
        var conflicts = await db.SkuConflicts.Where(c => keys.Contains(c.SkuKey)).Select(c => c.SkuKey).ToListAsync(cancellation);
        var made = waiting.Where(w => w.SkuKey is null).Select(w => SkuKey.Of(GeneratedCode(w))!).ToList();
        var items = await ItemsAsync([.. keys.Concat(made).Distinct()], cancellation);

        // A code of its own is asked for only where the first choice may be taken.
        var taken = conflicts.Concat(made).Concat(items.Select(i => i.MasterSkuKey)).ToHashSet(StringComparer.Ordinal);
        var own = waiting.Where(w => w.SkuKey is null || twiceInStore.Contains(w.SkuKey) || taken.Contains(w.SkuKey))
            .Select(w => SkuKey.Of(w.OwnCode)!).ToHashSet();
        own.ExceptWith(items.Select(i => i.MasterSkuKey));
        return new SkuKeyRules(twiceInStore, conflicts, own.Count == 0 ? items : items.Concat(await ItemsAsync([.. own], cancellation)))
        {
            Former = await FormerSkus.LoadAsync(db, keys, cancellation),
        };
    }

    private Task<List<StockItem>> ItemsAsync(List<string> keys, CancellationToken cancellation) =>
        db.StockItems.AsNoTracking().Where(i => keys.Contains(i.MasterSkuKey)).ToListAsync(cancellation);

    private NewLinks Decide(IEnumerable<UnlinkedVariation> part, SkuKeyRules rules)
    {
        _new = new NewLinks();
        foreach (var variation in part)
        {
            Link(variation, rules);
        }

        return _new;
    }

    private void Link(UnlinkedVariation variation, SkuKeyRules rules)
    {
        if (variation.SkuKey is null)
        {
            Add(variation, NewItem(variation, GeneratedCode(variation), rules, isGenerated: true), LinkOrigin.Generated);
            return;
        }

        if (rules.ConflictOf(variation) is { } reason && rules.Mark(variation.SkuKey))
        {
            _new.Conflicts.Add(new SkuConflict
            {
                OrganisationId = store.OrganisationId,
                SkuKey = variation.SkuKey,
                Reason = reason,
                FoundAt = now,
            });
        }

        var item = rules.IsInConflict(variation.SkuKey) ? null : rules.ItemOf(variation.SkuKey);
        _leadsToMerged |= item?.MergedIntoId is not null;
        Add(variation, item ?? NewItem(variation, variation.SellerSku!.Trim(), rules, isGenerated: false), LinkOrigin.Exact);
    }

    private StockItem NewItem(UnlinkedVariation variation, string code, SkuKeyRules rules, bool isGenerated)
    {
        var sku = rules.FirstFree(code, variation);
        var item = new StockItem
        {
            OrganisationId = store.OrganisationId,
            MasterSku = sku,
            MasterSkuKey = SkuKey.Of(sku)!,
            SkuKeyVersion = SkuKey.Version,
            IsGenerated = isGenerated || sku != code,
            Title = variation.Title,
            Gtin = variation.ValidGtin,
            PackSize = variation.PackSize,
            Image = variation.Image ?? variation.ListingImages?.FirstOrDefault(),
            OnHand = variation.Opening,
            OpenedByStoreId = variation.Opening is null ? null : store.StoreId,
            ImpliedOnHand = variation.Opening,
            SearchText = SearchText.Joined(SearchText.Of(sku), variation.SearchText),
        };
        _new.Items.Add(item);
        rules.Remember(item);
        if (variation.Opening is { } opening)
        {
            _new.Movements.Add(new StockMovement
            {
                OrganisationId = store.OrganisationId,
                StockItemId = item.Id,
                At = now,
                OnHandDelta = opening,
                ReservedDelta = 0,
                Reason = MovementReason.Opening,
                StoreId = store.StoreId,
            });
        }

        return item;
    }

    private void Add(UnlinkedVariation variation, StockItem item, LinkOrigin origin) => _new.Links.Add(new SkuLink
    {
        OrganisationId = store.OrganisationId,
        VariationId = variation.Id,
        StockItemId = item.Id,
        Quantity = 1,
        Origin = origin,
        BatchId = batchId,
        LinkedAt = now,
        LinkedBy = Who,
    });

    private string GeneratedCode(UnlinkedVariation variation) => $"NO-SKU-{store.StoreId % 10_000:D4}-{variation.ChannelVariationId}";

    private sealed class NewLinks
    {
        public List<StockItem> Items { get; } = [];

        public List<SkuLink> Links { get; } = [];

        public List<StockMovement> Movements { get; } = [];

        public List<SkuConflict> Conflicts { get; } = [];

        public async Task WriteAsync(QuaysideDb db, CancellationToken cancellation)
        {
            await db.InsertManyAsync(Items, cancellation);
            await db.InsertManyAsync(Links, cancellation);
            await db.InsertManyAsync(Movements, cancellation);
            await db.InsertManyAsync(Conflicts, cancellation);
        }
    }
}

/// <summary>What came of linking some variations.</summary>
/// <param name="Count">How many variations were linked.</param>
/// <param name="LeadsToMerged">Whether one of them may lead to an item that was merged into another.</param>
internal readonly record struct LinkedChunk(int Count, bool LeadsToMerged)
{
    public static LinkedChunk operator +(LinkedChunk one, LinkedChunk other) => new(one.Count + other.Count, one.LeadsToMerged || other.LeadsToMerged);
}
