using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Ui;

/// <summary>Whether the row that an address names exists for its caller, so that a page that is not there answers 404
/// before any of it runs.</summary>
public sealed class Presence(Databases databases, Callers callers)
{
    /// <summary>What the caller's organisation is called; null when nobody is signed in.</summary>
    public async Task<string?> OrganisationAsync(HttpContext http, CancellationToken cancellation)
    {
        if (callers.Of(http.User) is not { } caller)
        {
            return null;
        }

        await using var db = databases.Open(caller.OrganisationId);
        return await db.Organisations.Where(o => o.Id == caller.OrganisationId).Select(o => o.Name).SingleOrDefaultAsync(cancellation);
    }

    /// <returns>false when the address names a row that is not there, or is not the caller's.</returns>
    public async Task<bool> OfAsync(HttpContext http, CancellationToken cancellation)
    {
        if (http.Request.RouteValues.GetValueOrDefault("Id") is not { } value)
        {
            return true;
        }

        var caller = callers.Of(http.User);
        if (caller is null || !long.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        await using var db = databases.Open(caller.OrganisationId);
        return http.Request.Path.Value?.Split('/')[1] switch
        {
            "stores" => await db.Stores.AnyAsync(s => s.Id == id, cancellation),
            "catalogue" => await db.Listings.AnyAsync(l => l.Id == id, cancellation),
            "carriers" => await db.Carriers.Standing().AnyAsync(c => c.Id == id, cancellation),
            "inventory" => await db.StockItems.AnyAsync(i => i.Id == id, cancellation),
            "orders" => await db.Orders.AnyAsync(o => o.Id == id, cancellation),
            _ => true,
        };
    }
}
