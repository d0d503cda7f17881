using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Catalogue;

/// <param name="IsOpen">true for those that wait for a person, false for those that were decided, null for all.</param>
public sealed record SkuChangeFilter(long? StoreId = null, bool? IsOpen = null);

/// <param name="From">As typed before; null when it was blank.</param>
/// <param name="To">As typed now; null when it is blank.</param>
/// <param name="MasterSku">Of the stock item the variation is linked to now; null when it is linked to none.</param>
/// <param name="Decision">null while a person has not chosen.</param>
public sealed record SkuChangeView(
    long Id,
    long StoreId,
    long ListingId,
    long VariationId,
    string Title,
    IReadOnlyList<string> Options,
    string? Image,
    string? From,
    string? To,
    string? MasterSku,
    DateTimeOffset SeenAt,
    LearnedBy LearnedBy,
    SkuDecision? Decision,
    DateTimeOffset? DecidedAt,
    string? DecidedBy);

/// <summary>Which seller SKUs changed on their channels, last seen first, a part at a time.</summary>
public sealed class FindSkuChanges(Databases databases)
{
    private const string List = "sku-changes";

    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<SkuChangeView>>> RunAsync(
        Caller caller, SkuChangeFilter filter, string? cursor, int limit, CancellationToken cancellation)
    {
        var begin = Place.Read(List, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (filter.StoreId is { } storeId && !await db.Stores.AnyAsync(s => s.Id == storeId, cancellation))
        {
            return Refusal.NotFound("store");
        }

        var changes = db.SkuChanges.AsNoTracking()
            .Where(c => (filter.StoreId == null || c.StoreId == filter.StoreId)
                && (filter.IsOpen == null || (c.Decision == null) == filter.IsOpen));
        if (begin.Value is { } after)
        {
            changes = changes.Where(c => c.Id < after.Id);
        }

        var rows = await (
            from change in changes.OrderByDescending(c => c.Id).Take(limit + 1)
            join variation in db.Variations on change.VariationId equals variation.Id
            join listing in db.Listings on variation.ListingId equals listing.Id
            join link in db.SkuLinks.Where(l => l.EndedAt == null) on variation.Id equals link.VariationId into links
            from link in links.DefaultIfEmpty()
            join item in db.StockItems on link.StockItemId equals item.Id into items
            from item in items.DefaultIfEmpty()
            orderby change.Id descending
            select new { Change = change, Variation = variation, listing.Title, listing.Images, MasterSku = item == null ? null : item.MasterSku })
            .ToListAsync(cancellation);
        return Place.Cut(List, rows.ConvertAll(r => new SkuChangeView(
            r.Change.Id, r.Change.StoreId, r.Variation.ListingId, r.Variation.Id, r.Title, [.. r.Variation.Options.Select(o => o.Value)],
            r.Variation.Image ?? r.Images.FirstOrDefault(), r.Change.From, r.Change.To, r.MasterSku, r.Change.SeenAt, r.Change.LearnedBy,
            r.Change.Decision, r.Change.DecidedAt, r.Change.DecidedBy)), limit, c => new Place("", c.Id));
    }
}
