using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Catalogue;

/// <param name="VariationId">null where the listing itself changed.</param>
/// <param name="At">When the channel says it was changed; when we learned it where it does not say.</param>
/// <param name="LearnedAt">When Quayside learned it, and <paramref name="LearnedBy"/> how.</param>
/// <param name="Before">As people read it; null where there was nothing.</param>
/// <param name="After">As people read it; null where there is nothing any more.</param>
public sealed record ListingEventView(
    long Id, long? VariationId, DateTimeOffset At, DateTimeOffset LearnedAt, LearnedBy LearnedBy, ListingChange Change, string? Before, string? After);

/// <summary>What changed about a listing and its variations since they were first known, latest first, a part at a time.</summary>
public sealed class FindListingEvents(Databases databases)
{
    /// <returns>Refused: not_found (the listing), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<ListingEventView>>> RunAsync(
        Caller caller, long listingId, string? cursor, int limit, CancellationToken cancellation)
    {
        var list = $"listing-events.{listingId}";
        var begin = Place.Read(list, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (!await db.Listings.AnyAsync(l => l.Id == listingId, cancellation))
        {
            return Refusal.NotFound("listing");
        }

        var events = db.ListingEvents.AsNoTracking().Where(e => e.ListingId == listingId);
        if (begin.Value is { } after)
        {
            events = events.Where(e => e.Id < after.Id);
        }

        var rows = await events.OrderByDescending(e => e.Id).Take(limit + 1)
            .Select(e => new ListingEventView(e.Id, e.VariationId, e.At, e.LearnedAt, e.LearnedBy, e.Change, e.Before, e.After)).ToListAsync(cancellation);
        return Place.Cut(list, rows, limit, e => new Place("", e.Id));
    }
}
