using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue.Own;

/// <summary>Replaces what a listing of an offline store says. Links stay, also where a SKU changes; a variation that is left out is deleted.
/// Repeating changes nothing.</summary>
public sealed class ChangeListing(Databases databases, GetListing get, StoreNews news, TimeProvider clock)
{
    /// <returns>The listing. Refused: not_found (the listing, one of the variations), listing.open_orders (of a variation that is left out), and
    /// what <see cref="AddListing"/> refuses.</returns>
    public async Task<Outcome<ListingView>> RunAsync(Caller caller, long listingId, TypedListing listing, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? CheckListing.Of(listing)) is { } refusal)
        {
            return refusal;
        }

        await using (var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation))
        {
            await write.LockStockAsync(cancellation);
            if (await write.Db.Listings.AsNoTracking().SingleOrDefaultAsync(l => l.Id == listingId, cancellation) is not { } before)
            {
                return Refusal.NotFound("listing");
            }

            if (await WriteAsync(write.Db, caller, before, listing, cancellation) is { } no)
            {
                return no;
            }

            await write.CommitAsync(cancellation);
            news.Tell(caller.OrganisationId, before.StoreId);
        }

        return await get.RunAsync(caller, listingId, cancellation);
    }

    private async Task<Refusal?> WriteAsync(QuaysideDb db, Caller caller, Listing before, TypedListing listing, CancellationToken cancellation)
    {
        var found = await OwnStore.FindAsync(db, before.StoreId, cancellation);
        if (found.Refusal is { } refused)
        {
            return refused;
        }

        var store = found.Value!;
        var rows = await db.Variations.AsNoTracking().Where(v => v.ListingId == before.Id).Select(v => new { v.Id, v.ChannelVariationId, v.Status }).ToListAsync(cancellation);
        var known = rows.ToDictionary(v => v.Id, v => v.ChannelVariationId);
        var named = listing.Variations.Select(v => v.Id).OfType<long>().ToList();
        if (named.Any(v => !known.ContainsKey(v)))
        {
            return Refusal.NotFound("variation of this listing");
        }

        var left = rows.Where(v => v.Status != ListingStatus.Deleted && !named.Contains(v.Id)).Select(v => v.Id).ToList();
        if ((await OwnStore.SkusAsync(db, store, listing.Variations.Select(v => v.Sku), [.. known.Keys], cancellation)
            ?? await AddListing.ComponentsAsync(db, listing.Variations, cancellation)
            ?? await DeleteListing.NeededAsync(db, left, cancellation)) is { } no)
        {
            return no;
        }

        var now = clock.GetUtcNow();
        var (record, stock) = OwnRecord.Of(listing, store, before.ChannelListingId, known);
        await new KeepListings(db, store, caller, LearnedBy.Person, NewId.Next(), now).RunAsync([record], stock, $"Changed {record.Title} in {store.Name}", cancellation);
        await new MarkListingsDeleted(db, new ImportTarget(store.OrganisationId, store.Id, store.ConnectedAt, LearnedBy.Person), now)
            .RunAsync([], [before.ChannelListingId], record.Variations.Select(v => v.Id).ToHashSet(), cancellation);
        return null;
    }
}
