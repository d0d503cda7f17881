using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Ui;

/// <summary>How much there is.</summary>
public sealed record Counts(long Listings, long Variations, long StockItems, long Orders, long OpenOrders, long Carriers);

/// <summary>How much needs a person; each counted up to <see cref="GetOverview.CountedTo"/>.</summary>
/// <param name="UnlinkedOrders">Open orders with a line that is linked to no stock item.</param>
/// <param name="UnlinkedVariations">Without those of stores that are coming in: they wait for their links.</param>
/// <param name="Quarantined">Records kept apart, by store.</param>
public sealed record Needs(
    int UnlinkedOrders, int UnlinkedVariations, int Conflicts, int Discrepancies, IReadOnlyDictionary<long, int> Quarantined);

/// <summary>Counts for Home. What may be very many is counted up to a bound: a person does not work through more in a sitting.</summary>
public sealed class GetOverview(Databases databases)
{
    public const int CountedTo = 1000;

    private readonly ConcurrentDictionary<long, Needs> _seen = new();

    public async Task<Counts> CountAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return new Counts(
            await db.Listings.LongCountAsync(cancellation),
            await db.Variations.LongCountAsync(cancellation),
            await db.StockItems.LongCountAsync(cancellation),
            await db.Orders.LongCountAsync(cancellation),
            await db.Orders.LongCountAsync(o => o.IsOpen, cancellation),
            await db.Carriers.LongCountAsync(cancellation));
    }

    /// <summary>What <see cref="NeedsAsync"/> last said to this organisation, to be shown until it says it anew; null before that.</summary>
    public Needs? LastNeeds(Caller caller) => _seen.GetValueOrDefault(caller.OrganisationId);

    /// <summary>Looks through all variations and items: some hundred milliseconds where there are 100,000.</summary>
    public async Task<Needs> NeedsAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var linked = db.SkuLinks.Where(l => l.EndedAt == null);
        var unlinkedOrders = db.Orders.Where(o => o.IsOpen
            && db.OrderLines.Any(l => l.OrderId == o.Id && !linked.Any(k => k.VariationId == l.VariationId)));
        return _seen[caller.OrganisationId] = new Needs(
            await BoundedAsync(unlinkedOrders.Select(o => o.Id), cancellation),
            await BoundedAsync(await UnlinkedAsync(db, cancellation), cancellation),
            await BoundedAsync(db.SkuConflicts.Select(c => c.SkuKey), cancellation),
            await BoundedAsync(Inventory.Discrepancies.Only(db).Select(i => i.Id), cancellation),
            await db.Quarantine.GroupBy(r => r.StoreId).Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation));
    }

    private static async Task<IQueryable<long>> UnlinkedAsync(QuaysideDb db, CancellationToken cancellation)
    {
        var unlinked = Catalogue.FindListings.Unlinked(db);
        var comingIn = await db.SyncSessions
            .Where(s => s.State == SyncState.Running || (s.State == SyncState.Waiting && s.Kind == SyncKind.Initial))
            .Select(s => s.StoreId).Distinct().ToListAsync(cancellation);
        return comingIn.Count == 0
            ? unlinked
            : unlinked.Where(id => !db.Listings.Any(l => l.Id == id && comingIn.Contains(l.StoreId)));
    }

    private static Task<int> BoundedAsync<T>(IQueryable<T> rows, CancellationToken cancellation) =>
        rows.Take(CountedTo + 1).CountAsync(cancellation);
}
