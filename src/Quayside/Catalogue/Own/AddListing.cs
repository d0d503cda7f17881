using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Catalogue.Own;

/// <summary>Adds a listing to an offline store's catalogue: a product, one with variations, or a kit of stock items. Linked as a connected
/// store's would be: the same SKU is the same stock item.</summary>
public sealed class AddListing(Databases databases, GetListing get, StoreNews news, TimeProvider clock)
{
    /// <returns>The listing. Refused: forbidden, not_found (the store, a component), listing.observed, store.disconnected, listing.sku_taken,
    /// listing.title, listing.text, listing.status, listing.image, listing.variations, listing.sku, listing.gtin, listing.price, listing.opening,
    /// listing.options, listing.components, kit.components, stock_item.merged.</returns>
    public async Task<Outcome<ListingView>> RunAsync(Caller caller, long storeId, TypedListing listing, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? CheckListing.Of(listing)) is { } refusal)
        {
            return refusal;
        }

        long id;
        await using (var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation))
        {
            await write.LockStockAsync(cancellation);
            var found = await OwnStore.FindAsync(write.Db, storeId, cancellation);
            if (found.Refusal is { } refused)
            {
                return refused;
            }

            var store = found.Value!;
            if ((await OwnStore.SkusAsync(write.Db, store, listing.Variations.Select(v => v.Sku), [], cancellation)
                ?? await ComponentsAsync(write.Db, listing.Variations, cancellation)) is { } no)
            {
                return no;
            }

            var (record, stock) = OwnRecord.Of(listing, store, KeepListings.MadeUpId(), new Dictionary<long, string>());
            await new KeepListings(write.Db, store, caller, LearnedBy.Person, NewId.Next(), clock.GetUtcNow()).RunAsync(
                [record], stock, $"Added {record.Title} to {store.Name}", cancellation);
            id = await write.Db.Listings.Where(l => l.StoreId == storeId && l.ChannelListingId == record.Id).Select(l => l.Id).SingleAsync(cancellation);
            await write.CommitAsync(cancellation);
        }

        news.Tell(caller.OrganisationId, storeId);
        return await get.RunAsync(caller, id, cancellation);
    }

    internal static async Task<Refusal?> ComponentsAsync(QuaysideDb db, IReadOnlyList<TypedVariation> variations, CancellationToken cancellation)
    {
        var ids = variations.SelectMany(v => v.Components ?? []).Select(c => c.StockItemId).Distinct().ToList();
        var items = await db.StockItems.Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, i.MasterSku, i.MergedIntoId }).ToListAsync(cancellation);
        return items.Count < ids.Count ? Refusal.NotFound("stock item")
            : items.Find(i => i.MergedIntoId is not null) is { } merged
                ? new Refusal("stock_item.merged", $"{merged.MasterSku} is part of another item by now. Take that one.")
                : null;
    }
}
