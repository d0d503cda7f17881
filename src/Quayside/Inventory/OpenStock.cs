using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Database.Bulk;
using Quayside.SkuLinks.Decisions;

namespace Quayside.Inventory;

/// <param name="Pieces">Of the variation, as somebody says who stands before the shelf.</param>
internal readonly record struct OpeningStock(long VariationId, decimal Pieces);

/// <summary>Gives stock items their first figure, from what a person says of the variations that are sold from them.</summary>
/// <remarks>An item whose on hand is known keeps it: it is changed by a count, not by a catalogue that is brought in again. What is made
/// of several items opens none. Inside a transaction that holds the organisation's stock lock.</remarks>
internal sealed class OpenStock(QuaysideDb db, long storeId, string who, DateTimeOffset now)
{
    public async Task RunAsync(IReadOnlyList<OpeningStock> said, CancellationToken cancellation)
    {
        if (said.Count == 0)
        {
            return;
        }

        var pieces = said.ToDictionary(s => s.VariationId, s => s.Pieces);
        var variations = pieces.Keys.ToList();
        var rows = await (
            from link in db.SkuLinks
            where variations.Contains(link.VariationId) && link.EndedAt == null && !link.IsComponent
            join item in db.StockItems on link.StockItemId equals item.Id
            where item.OnHand == null
            select new { Item = item, link.VariationId, link.Quantity }).ToListAsync(cancellation);
        var movements = new List<StockMovement>();
        foreach (var group in rows.GroupBy(r => r.Item))
        {
            var opening = group.Sum(r => DraftItem.Pieces(pieces[r.VariationId], r.Quantity));
            (group.Key.OnHand, group.Key.OpenedByStoreId) = (opening, storeId);
            movements.Add(new StockMovement
            {
                OrganisationId = db.OrganisationId,
                StockItemId = group.Key.Id,
                At = now,
                OnHandDelta = opening,
                ReservedDelta = 0,
                Reason = MovementReason.Opening,
                StoreId = storeId,
                Who = who,
            });
        }

        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        await db.InsertManyAsync(movements, cancellation);
    }
}
