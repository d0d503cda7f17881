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
/// chunks, of which one transaction may take several; stopping anywhere loses nothing and the next call goes on. A link that a person ended
/// is not made again. One for each transaction, which must not end before this is disposed.</remarks>
/// <param name="db">Of the caller's transaction, which holds the organisation's stock lock.</param>
/// <param name="twiceInStore">What <see cref="KeysTwiceAsync"/> found once the catalogue was complete.</param>
/// <param name="batchId">The decision that the links hold by.</param>
internal sealed class LinkBySkuKey(QuaysideDb db, ImportTarget store, IReadOnlySet<string> twiceInStore, long batchId, DateTimeOffset now) : IAsyncDisposable
{
    /// <summary>Variations that are read, decided and written together.</summary>
    public const int ChunkSize = 2500;

    private readonly SkuKeyRules _rules = new(twiceInStore);
    private Task _writing = Task.CompletedTask;
    private LinkedChunk _linked;

    /// <summary>Who added the variations; null where a sync brought them.</summary>
    public string? Who { get; init; }

    /// <summary>Where to look things up while a chunk is written; null to look where is written, between chunks. Nothing that is looked for
    /// changes meanwhile: all who could change it wait for the lock.</summary>
    public QuaysideDb? Beside { get; init; }

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

    /// <summary>Links them; those that were linked since they were read are left alone. Returns while they are still written.</summary>
    /// <param name="read">What <see cref="ReadWaitingAsync"/> gave.</param>
    public async Task AddAsync(IReadOnlyList<UnlinkedVariation> read, CancellationToken cancellation)
    {
        if (Beside is null)
        {
            await _writing;
        }

        var waiting = await StillWaitingAsync(read, cancellation);
        if (waiting.Count == 0)
        {
            return;
        }

        await LookUpAsync(waiting, cancellation);
        var decided = Decide(waiting);
        await _writing;
        _writing = Task.Run(() => decided.WriteAsync(db, cancellation), cancellation);
        _linked += new LinkedChunk(waiting.Count, decided.LeadsToMerged);
    }

    /// <summary>Waits until all is written.</summary>
    public async Task<LinkedChunk> FinishAsync()
    {
        await _writing;
        return _linked;
    }

    public async ValueTask DisposeAsync() => await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

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
        var links = (Beside ?? db).SkuLinks.OfOneStore().Where(l => l.VariationId >= first && l.VariationId <= last);
        var linked = (await links.Where(l => l.EndedAt == null).Select(l => l.VariationId)
            .Concat(links.Where(l => l.EndedAt != null).Select(l => l.VariationId)).ToListAsync(cancellation)).ToHashSet();
        return linked.Count == 0 ? read : [.. read.Where(w => !linked.Contains(w.Id))];
    }

    private async Task LookUpAsync(IReadOnlyList<UnlinkedVariation> waiting, CancellationToken cancellation)
    {
        var look = Beside ?? db;
        var keys = waiting.Select(w => w.SkuKey).OfType<string>().Distinct().ToList();
        var made = waiting.Where(w => w.SkuKey is null).Select(w => SkuKey.Of(GeneratedCode(w))!).ToList();
        _rules.LearnConflicts(await look.SkuConflicts.Where(c => keys.Contains(c.SkuKey)).Select(c => c.SkuKey).ToListAsync(cancellation));
        _rules.LearnFormer(await FormerSkus.LoadAsync(look, keys, cancellation));
        await LearnItemsAsync(look, [.. keys.Concat(made).Distinct()], cancellation);

        // A code of its own is asked for only where the first choice may be taken.
        var first = made.ToHashSet(StringComparer.Ordinal);
        var own = waiting.Where(w => w.SkuKey is null || twiceInStore.Contains(w.SkuKey) || first.Contains(w.SkuKey) || _rules.IsSpokenFor(w.SkuKey))
            .Select(w => SkuKey.Of(w.OwnCode)!).Where(k => !_rules.IsSpokenFor(k)).Distinct().ToList();
        if (own.Count > 0)
        {
            await LearnItemsAsync(look, own, cancellation);
        }
    }

    private async Task LearnItemsAsync(QuaysideDb look, List<string> keys, CancellationToken cancellation) =>
        _rules.LearnItems(await look.StockItems.Where(i => keys.Contains(i.MasterSkuKey)).Select(KnownItem.OfRow).ToListAsync(cancellation));

    private NewLinks Decide(IEnumerable<UnlinkedVariation> waiting)
    {
        var decided = new NewLinks();
        foreach (var variation in waiting)
        {
            Link(variation, decided);
        }

        return decided;
    }

    private void Link(UnlinkedVariation variation, NewLinks decided)
    {
        if (variation.SkuKey is null)
        {
            var made = NewItem(variation, GeneratedCode(variation), isGenerated: true, decided);
            decided.Links.Add(NewLink(variation, made.Id, LinkOrigin.Generated));
            return;
        }

        if (_rules.ConflictOf(variation) is { } reason && _rules.Mark(variation.SkuKey))
        {
            decided.Conflicts.Add(new SkuConflict
            {
                OrganisationId = store.OrganisationId,
                SkuKey = variation.SkuKey,
                Reason = reason,
                FoundAt = now,
            });
        }

        var item = _rules.IsInConflict(variation.SkuKey) ? null : _rules.ItemOf(variation.SkuKey);
        decided.LeadsToMerged |= item is { IsMerged: true };
        var itemId = item?.Id ?? NewItem(variation, variation.SellerSku!.Trim(), isGenerated: false, decided).Id;
        decided.Links.Add(NewLink(variation, itemId, LinkOrigin.Exact));
    }

    private StockItem NewItem(UnlinkedVariation variation, string code, bool isGenerated, NewLinks decided)
    {
        var sku = _rules.FirstFree(code, variation);
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
        decided.Items.Add(item);
        _rules.LearnItems([KnownItem.Of(item)]);
        if (variation.Opening is { } opening)
        {
            decided.Movements.Add(new StockMovement
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

    private SkuLink NewLink(UnlinkedVariation variation, long stockItemId, LinkOrigin origin) => new()
    {
        OrganisationId = store.OrganisationId,
        VariationId = variation.Id,
        StockItemId = stockItemId,
        Quantity = 1,
        Origin = origin,
        BatchId = batchId,
        LinkedAt = now,
        LinkedBy = Who,
    };

    private string GeneratedCode(UnlinkedVariation variation) => $"NO-SKU-{store.StoreId % 10_000:D4}-{variation.ChannelVariationId}";

    private sealed class NewLinks
    {
        public List<StockItem> Items { get; } = [];

        public List<SkuLink> Links { get; } = [];

        public List<StockMovement> Movements { get; } = [];

        public List<SkuConflict> Conflicts { get; } = [];

        public bool LeadsToMerged { get; set; }

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
