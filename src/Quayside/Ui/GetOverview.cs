using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Orders;
using Quayside.Organisations;
using Quayside.SkuLinks.Suggestions;
using Quayside.Stores;
using Quayside.Stores.Coverage;
using Quayside.Stores.Webhooks;

namespace Quayside.Ui;

/// <summary>How much there is.</summary>
public sealed record Counts(long Listings, long Variations, long StockItems, long Orders, long OpenOrders, long Carriers);

/// <summary>How much needs a person; each counted up to <see cref="GetOverview.CountedTo"/>.</summary>
/// <param name="Orders">Open orders, by why they need a person.</param>
/// <param name="UnlinkedVariations">Without those of stores that are coming in: they wait for their links.</param>
/// <param name="Conflicts">Variations whose SKU is used for different things, and nobody decided about.</param>
/// <param name="Proposals">Variations that may be products which another store sells too.</param>
/// <param name="Quarantined">Records kept apart, by store.</param>
public sealed record Needs(
    IReadOnlyDictionary<AttentionReason, int> Orders, int UnlinkedVariations, int Conflicts, int Proposals, int Discrepancies,
    IReadOnlyDictionary<long, int> Quarantined)
{
    /// <summary>Seller SKUs that changed in a shop and wait for a decision.</summary>
    public int SkuChanges { get; init; }

    /// <summary>Stores whose shop does not send the webhooks that somebody asked for.</summary>
    public IReadOnlyList<long> SilentStores { get; init; } = [];

    /// <summary>Days of orders that the last comparison could not prove complete, by store.</summary>
    public IReadOnlyDictionary<long, int> Unproven { get; init; } = new Dictionary<long, int>();
}

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
            await db.StockItems.LongCountAsync(i => i.MergedIntoId == null, cancellation),
            await db.Orders.LongCountAsync(cancellation),
            await db.Orders.LongCountAsync(o => o.IsOpen, cancellation),
            await db.Carriers.Standing().LongCountAsync(cancellation));
    }

    /// <summary>What <see cref="NeedsAsync"/> last said to this organisation, to be shown until it says it anew; null before that.</summary>
    public Needs? LastNeeds(Caller caller) => _seen.GetValueOrDefault(caller.OrganisationId);

    /// <summary>Looks through all variations and items: some hundred milliseconds where there are 100,000.</summary>
    public async Task<Needs> NeedsAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var orders = new Dictionary<AttentionReason, int>();
        foreach (var reason in OrderAttentions.All.Select(a => a.Reason))
        {
            orders[reason] = await BoundedAsync(OrderAttentions.Needing(db, db.Orders, reason).Select(o => o.Id), cancellation);
        }

        return _seen[caller.OrganisationId] = new Needs(
            orders,
            await BoundedAsync(await UnlinkedAsync(db, cancellation), cancellation),
            await BoundedAsync(Work(db).Where(c => c.Group == WorkGroup.TwiceInStore || c.Group == WorkGroup.Contradiction).Select(c => c.VariationId), cancellation),
            await BoundedAsync(Work(db).Where(c => c.Tier != null).Select(c => c.VariationId), cancellation),
            await BoundedAsync(Inventory.Discrepancies.Only(db).Select(i => i.Id), cancellation),
            await db.Quarantine.GroupBy(r => r.StoreId).Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation))
        {
            SkuChanges = await BoundedAsync(db.SkuChanges.Where(c => c.Decision == null).Select(c => c.Id), cancellation),
            SilentStores = await db.StoreWebhooks
                .Where(w => w.State == WebhooksState.Failed || (w.State == WebhooksState.Active
                    && db.StoreSubscriptions.Any(s => s.StoreId == w.StoreId && s.State != WebhookState.Active)))
                .Select(w => w.StoreId).ToListAsync(cancellation),
            Unproven = await db.CoverageDays.Where(d => d.State == CoverageState.Partial && db.Stores.Any(s => s.Id == d.StoreId && s.Health != StoreHealth.Disconnected))
                .GroupBy(d => d.StoreId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation),
        };
    }

    private static IQueryable<LinkCheck> Work(QuaysideDb db) => db.LinkChecks.Where(c => c.Group != null && c.SettledBy == null);

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
