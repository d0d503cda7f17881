using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Stores.Sync;

namespace Quayside.Catalogue.Own;

/// <summary>Marks a listing of an offline store as deleted, with all its variations: orders, links and stock keep what they know of it.
/// Repeating does nothing.</summary>
public sealed class DeleteListing(Databases databases, StoreNews news, TimeProvider clock)
{
    private static readonly HashSet<string> None = [];

    /// <returns>null when done. Refused: forbidden, not_found, listing.observed, store.disconnected, listing.open_orders.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long listingId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStockAsync(cancellation);
        if (await write.Db.Listings.AsNoTracking().SingleOrDefaultAsync(l => l.Id == listingId, cancellation) is not { } listing)
        {
            return Refusal.NotFound("listing");
        }

        var found = await OwnStore.FindAsync(write.Db, listing.StoreId, cancellation);
        var variations = await write.Db.Variations.Where(v => v.ListingId == listingId).Select(v => v.Id).ToListAsync(cancellation);
        if ((found.Refusal ?? await NeededAsync(write.Db, variations, cancellation)) is { } no)
        {
            return no;
        }

        var store = found.Value!;
        await new MarkListingsDeleted(
            write.Db, new ImportTarget(store.OrganisationId, store.Id, store.ConnectedAt, LearnedBy.Person), clock.GetUtcNow())
            .RunAsync([listing.ChannelListingId], [], None, cancellation);
        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId, store.Id);
        return null;
    }

    /// <returns>listing.open_orders where pieces of a variation are still to be shipped.</returns>
    internal static async Task<Refusal?> NeededAsync(QuaysideDb db, IReadOnlyCollection<long> variations, CancellationToken cancellation)
    {
        var orders = await (
            from line in db.OrderLines
            where variations.Contains(line.VariationId!.Value) && line.OpenQuantity > 0
            join order in db.Orders on line.OrderId equals order.Id
            select order.Number).Distinct().Take(3).ToListAsync(cancellation);
        return orders.Count == 0 ? null : new Refusal(
            "listing.open_orders", $"Open orders need it: {string.Join(", ", orders)}. Ship or cancel them first, or set the listing inactive.");
    }
}
