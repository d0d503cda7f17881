using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Stores;

/// <summary>What an offline store's settings can be chosen from.</summary>
/// <param name="Country">Of the store that was opened last; null where none is open.</param>
/// <param name="Currency">Of the store that was opened or connected last.</param>
public sealed record OfflineChoice(
    IReadOnlyList<(long Id, string Name)> Warehouses, IReadOnlyList<(long Id, string Name)> Carriers, string? Country, string? Currency);

/// <summary>Warehouses and carriers to choose from, and what stores had so far.</summary>
public sealed class OfflineChoices(Databases databases)
{
    public async Task<OfflineChoice> RunAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var warehouses = await db.Warehouses.Where(w => w.ClosedAt == null).OrderBy(w => w.NameKey).Select(w => new { w.Id, w.Name }).ToListAsync(cancellation);
        var carriers = await db.Carriers.Standing().OrderBy(c => c.NameKey).Select(c => new { c.Id, c.Name }).ToListAsync(cancellation);
        var last = await db.Stores.OrderByDescending(s => s.Id).Select(s => new { s.Country, s.Currency }).Take(Limits.Most).ToListAsync(cancellation);
        return new OfflineChoice(
            warehouses.ConvertAll(w => (w.Id, w.Name)), carriers.ConvertAll(c => (c.Id, c.Name)),
            last.Select(s => s.Country).FirstOrDefault(c => c is not null), last.Select(s => s.Currency).FirstOrDefault(c => c is not null));
    }
}
