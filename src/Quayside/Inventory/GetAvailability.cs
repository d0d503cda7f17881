using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Inventory;

/// <summary>How many of a variation can be sold now, and from where.</summary>
public sealed class GetAvailability(Databases databases)
{
    /// <returns>Refused: not_found.</returns>
    public async Task<Outcome<VariationAvailability>> RunAsync(Caller caller, long variationId, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await db.Variations.AnyAsync(v => v.Id == variationId, cancellation)
            ? await Availability.OfAsync(db, variationId, cancellation)
            : Refusal.NotFound("variation");
    }
}
