using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Catalogue;

/// <param name="Query">Parts of the title, a SKU, a barcode or other words that the listing or its variations show, in any order; letter case does not matter.</param>
/// <param name="Link">Listings of which at least one variation is in this state.</param>
public sealed record ListingFilter(
    long? StoreId = null, string? Query = null, ListingStatus? Status = null, LinkState? Link = null,
    ListingSort Sort = ListingSort.Newest);

public enum ListingSort
{
    /// <summary>Last added first.</summary>
    Newest,

    Title,
}

/// <summary>Which listings there are, a part at a time.</summary>
public sealed class FindListings(Databases databases)
{
    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<ListingView>>> RunAsync(
        Caller caller, ListingFilter filter, string? cursor, int limit, CancellationToken cancellation)
    {
        var list = $"listings.{filter.Sort}";
        var begin = Place.Read(list, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (filter.StoreId is { } storeId && !await db.Stores.AnyAsync(s => s.Id == storeId, cancellation))
        {
            return Refusal.NotFound("store");
        }

        var rows = await Sorted(Filtered(db, filter), filter.Sort, begin.Value).Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(list, rows, limit, l => new Place(filter.Sort == ListingSort.Title ? l.SearchText : "", l.Id));
        return new Slice<ListingView>(await ListingViews.LoadAsync(db, part.Items, cancellation), part.Next);
    }

    internal static IQueryable<Listing> Filtered(QuaysideDb db, ListingFilter filter)
    {
        var listings = db.Listings.AsNoTracking();
        if (filter.StoreId is { } storeId)
        {
            listings = listings.Where(l => l.StoreId == storeId);
        }

        if (filter.Status is { } status)
        {
            listings = listings.Where(l => l.Status == status);
        }

        listings = listings.Searched(filter.Query, word => l => l.SearchText.Contains(word)
            || db.Variations.Where(v => v.SearchText.Contains(word)).Select(v => v.ListingId).Contains(l.Id));

        return filter.Link is { } link ? In(db, listings, link) : listings;
    }

    private static IQueryable<Listing> In(QuaysideDb db, IQueryable<Listing> listings, LinkState state)
    {
        var found = state switch
        {
            LinkState.Linked =>
                from link in db.SkuLinks
                where link.EndedAt == null
                join variation in db.Variations on link.VariationId equals variation.Id
                select variation.ListingId,
            LinkState.Unlinked => Unlinked(db),
            LinkState.Conflict =>
                from conflict in db.SkuConflicts
                join variation in db.Variations on conflict.SkuKey equals variation.SkuKey
                select variation.ListingId,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a rule."),
        };
        return listings.Where(l => found.Contains(l.Id));
    }

    /// <summary>The listing of each variation that is linked to nothing; one with several such variations comes several times.</summary>
    // By hand, since the organisation's filter on both tables makes SQLite read every link's row, where the index alone tells.
    internal static IQueryable<long> Unlinked(QuaysideDb db) => db.Database.SqlQuery<long>(
        $"""
         SELECT v.listing_id AS "Value" FROM listing_variations AS v
         LEFT JOIN sku_links AS l ON l.variation_id = v.id AND l.ended_at IS NULL
         WHERE v.organisation_id = {db.OrganisationId} AND l.id IS NULL
         """);

    private static IQueryable<Listing> Sorted(IQueryable<Listing> listings, ListingSort sort, Place? after)
    {
        if (sort == ListingSort.Newest)
        {
            return (after is null ? listings : listings.Where(l => l.Id < after.Id)).OrderByDescending(l => l.Id);
        }

        if (after is not null)
        {
            listings = listings.Where(l => l.SearchText.CompareTo(after.Sort) >= 0
                && (l.SearchText.CompareTo(after.Sort) > 0 || l.Id > after.Id));
        }

        return listings.OrderBy(l => l.SearchText).ThenBy(l => l.Id);
    }
}
