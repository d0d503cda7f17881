using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Catalogue;

/// <summary>What one listing shows.</summary>
public sealed class GetListing(Databases databases)
{
    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<ListingView>> RunAsync(Caller caller, long id, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var listing = await db.Listings.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, cancellation);
        return listing is null
            ? Refusal.NotFound("listing")
            : (await ListingViews.LoadAsync(db, [listing], cancellation))[0];
    }
}
