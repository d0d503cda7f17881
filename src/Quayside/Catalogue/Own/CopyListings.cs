using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.Stores;

namespace Quayside.Catalogue.Own;

/// <summary>What is copied: listings or stock items, those that are named, else all that a filter finds.</summary>
/// <param name="ListingIds">null or empty for all of the filter.</param>
/// <param name="FromStoreId">Listings of this store; null for all other stores.</param>
/// <param name="StockItems">Whether stock items are copied, as a listing each, in place of listings.</param>
/// <param name="Query">As lists are searched.</param>
public sealed record CopySelection(
    IReadOnlyList<long>? ListingIds = null, IReadOnlyList<long>? StockItemIds = null, long? FromStoreId = null, bool StockItems = false, string? Query = null);

/// <param name="Listings">That are made, with <paramref name="Variations"/> variations.</param>
/// <param name="HaveSku">Variations left out since the store has their SKU.</param>
/// <param name="AreSold">Variations left out since the store sells what they are made of.</param>
/// <param name="WithoutPrice">Copied ones whose price is in another currency: it is left out.</param>
/// <param name="Done">false where this was only to see.</param>
public sealed record CopiedListings(int Listings, int Variations, int HaveSku, int AreSold, int WithoutPrice, bool Done);

/// <summary>Fills an offline store's catalogue from what is sold elsewhere, or from the stock room. Each copy is sold from the same stock items.
/// What the store has already is left out, so repeating copies only what is new.</summary>
public sealed class CopyListings(Databases databases, StoreNews news, TimeProvider clock)
{
    private const int ChunkSize = 200;

    /// <param name="applies">false only counts.</param>
    /// <returns>Refused: forbidden, not_found (the store, the one that is copied from), listing.observed, store.disconnected.</returns>
    public async Task<Outcome<CopiedListings>> RunAsync(
        Caller caller, long storeId, CopySelection selection, bool applies, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using (var db = databases.Open(caller.OrganisationId))
        {
            var found = await OwnStore.FindAsync(db, storeId, cancellation);
            if (found.Refusal is { } refused)
            {
                return refused;
            }

            if (selection.FromStoreId is { } from && !await db.Stores.AnyAsync(s => s.Id == from, cancellation))
            {
                return Refusal.NotFound("store");
            }
        }

        var (batchId, after, plan) = (NewId.Next(), 0L, new CopyPlan());
        while (await ChunkAsync(caller, storeId, selection, applies, after, plan, batchId, cancellation) is { } last)
        {
            after = last;
        }

        if (applies)
        {
            news.Tell(caller.OrganisationId, storeId);
        }

        return plan.Counts with { Done = applies };
    }

    /// <returns>The last row of the chunk; null when there was none.</returns>
    private async Task<long?> ChunkAsync(
        Caller caller, long storeId, CopySelection selection, bool applies, long after, CopyPlan plan, long batchId, CancellationToken cancellation)
    {
        if (!applies)
        {
            await using var db = databases.Open(caller.OrganisationId);
            return (await PlanAsync(db, await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancellation), selection, after, plan, cancellation)).Last;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        var store = await write.Db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancellation);
        var (last, records, stock) = await PlanAsync(write.Db, store, selection, after, plan, cancellation);
        if (records.Count > 0)
        {
            await new KeepListings(write.Db, store, caller, LearnedBy.Person, batchId, clock.GetUtcNow()).RunAsync(
                records, stock, $"Copied listings into {store.Name}", cancellation);
            await write.CommitAsync(cancellation);
        }

        return last;
    }

    private static async Task<(long? Last, IReadOnlyList<ChannelListing> Records, IReadOnlyList<OwnStock> Stock)> PlanAsync(
        QuaysideDb db, Store store, CopySelection selection, long after, CopyPlan plan, CancellationToken cancellation)
    {
        var (last, sources) = selection.StockItems || selection.StockItemIds is { Count: > 0 }
            ? await ItemsAsync(db, selection, after, cancellation)
            : await ListingsAsync(db, store, selection, after, cancellation);
        var keys = sources.SelectMany(s => s.Variations).Select(v => SkuKey.Of(v.Record.SellerSku)).OfType<string>().Distinct().ToList();
        var items = sources.SelectMany(s => s.Variations).SelectMany(v => v.Parts ?? []).Select(p => p.StockItemId).Distinct().ToList();
        var taken = await OwnStore.TakenAsync(db, store.Id, keys, [], cancellation);
        var sold = (await (
            from link in db.SkuLinks
            where items.Contains(link.StockItemId) && link.EndedAt == null
            join variation in db.Variations on link.VariationId equals variation.Id
            where variation.StoreId == store.Id && variation.Status != ListingStatus.Deleted
            select new { link.VariationId, link.StockItemId, link.Quantity }).ToListAsync(cancellation))
            .GroupBy(l => l.VariationId).Select(g => CopyPlan.Made(g.Select(l => new KitComponent(l.StockItemId, l.Quantity)))).ToHashSet(StringComparer.Ordinal);
        var (records, stock) = plan.Of(store, sources, taken, sold);
        return (last, records, stock);
    }

    private static async Task<(long? Last, List<CopySource> Sources)> ItemsAsync(
        QuaysideDb db, CopySelection selection, long after, CancellationToken cancellation)
    {
        var items = db.StockItems.AsNoTracking().Where(i => i.MergedIntoId == null && i.Id > after);
        if (selection.StockItemIds is { Count: > 0 } ids)
        {
            items = items.Where(i => ids.Contains(i.Id));
        }

        var rows = await items.Searched(selection.Query, word => i => i.SearchText.Contains(word)).OrderBy(i => i.Id).Take(ChunkSize).ToListAsync(cancellation);
        return (rows.Count == 0 ? null : rows[^1].Id, rows.ConvertAll(CopySource.Of));
    }

    private static async Task<(long? Last, List<CopySource> Sources)> ListingsAsync(
        QuaysideDb db, Store store, CopySelection selection, long after, CancellationToken cancellation)
    {
        var listings = FindListings.Filtered(db, new ListingFilter(selection.FromStoreId, selection.Query))
            .Where(l => l.Id > after && l.StoreId != store.Id && l.Status != ListingStatus.Deleted);
        if (selection.ListingIds is { Count: > 0 } ids)
        {
            listings = listings.Where(l => ids.Contains(l.Id));
        }

        var rows = await listings.OrderBy(l => l.Id).Take(ChunkSize).ToListAsync(cancellation);
        var found = rows.ConvertAll(l => l.Id);
        var variations = (await db.Variations.AsNoTracking().Where(v => found.Contains(v.ListingId) && v.Status != ListingStatus.Deleted)
            .OrderBy(v => v.Id).ToListAsync(cancellation)).ToLookup(v => v.ListingId);
        var sold = variations.SelectMany(v => v).Select(v => v.Id).ToList();
        var links = (await db.SkuLinks.AsNoTracking().Where(l => sold.Contains(l.VariationId) && l.EndedAt == null).OrderBy(l => l.Position).ToListAsync(cancellation))
            .ToLookup(l => l.VariationId);
        return (rows.Count == 0 ? null : rows[^1].Id, rows.ConvertAll(l => CopySource.Of(l, variations[l.Id], links)));
    }
}
