using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Orders;

/// <param name="Open">true: only orders a person may still have to do something for; false: only the others.</param>
/// <param name="Attention">true: only orders that need a person now.</param>
/// <param name="From">Placed then or later.</param>
/// <param name="To">Placed before.</param>
/// <param name="Query">Parts of the number, the buyer or other words the order shows, in any order; letter case does not matter.</param>
/// <param name="StockItemId">Orders with a line that is taken from this stock item.</param>
/// <param name="Reason">Only orders that need a person for this reason.</param>
public sealed record OrderFilter(
    long? StoreId = null, OrderState? State = null, bool? Open = null, bool Attention = false,
    DateTimeOffset? From = null, DateTimeOffset? To = null, string? Query = null, long? StockItemId = null,
    AttentionReason? Reason = null);

/// <summary>Which orders there are, newest first, a part at a time.</summary>
public sealed class FindOrders(Databases databases)
{
    private const string List = "orders";

    /// <returns>Refused: not_found (the store), cursor.invalid, limit.invalid.</returns>
    public async Task<Outcome<Slice<OrderView>>> RunAsync(
        Caller caller, OrderFilter filter, string? cursor, int limit, CancellationToken cancellation)
    {
        var begin = Place.Read(List, cursor, limit);
        if (begin.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = databases.Open(caller.OrganisationId);
        if (await RefuseAsync(db, filter, cancellation) is { } unknown)
        {
            return unknown;
        }

        var orders = Filtered(db, filter);
        if (begin.Value is { } after)
        {
            if (!long.TryParse(after.Sort, out var milliseconds))
            {
                return Place.Invalid;
            }

            var placedAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            orders = orders.Where(o => o.PlacedAt <= placedAt && (o.PlacedAt < placedAt || o.Id < after.Id));
        }

        var rows = await orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id)
            .Take(limit + 1).ToListAsync(cancellation);
        var part = Place.Cut(List, rows, limit, o => new Place($"{o.PlacedAt.ToUnixTimeMilliseconds()}", o.Id));
        return new Slice<OrderView>(await OrderViews.LoadAsync(db, part.Items, cancellation), part.Next);
    }

    /// <returns>not_found where the filter names a store that is not there.</returns>
    internal static async Task<Refusal?> RefuseAsync(QuaysideDb db, OrderFilter filter, CancellationToken cancellation) =>
        filter.StoreId is { } storeId && !await db.Stores.AnyAsync(s => s.Id == storeId, cancellation) ? Refusal.NotFound("store") : null;

    internal static IQueryable<Order> Filtered(QuaysideDb db, OrderFilter filter)
    {
        var orders = db.Orders.AsNoTracking();
        if (filter.StoreId is { } storeId)
        {
            orders = orders.Where(o => o.StoreId == storeId);
        }

        if (filter.State is { } state)
        {
            orders = orders.Where(o => o.State == state);
        }

        if (filter.Open is { } isOpen)
        {
            orders = orders.Where(o => o.IsOpen == isOpen);
        }

        if (filter.Attention || filter.Reason is not null)
        {
            orders = OrderAttentions.Needing(db, orders, filter.Reason);
        }

        if (filter.StockItemId is { } item)
        {
            orders = orders.Where(o => db.OrderLines.Any(l => l.OrderId == o.Id
                && (db.KeptLines.Any(k => k.LineId == l.Id && k.EndedByBatchId == null && k.StockItemId == item)
                    || (db.SkuLinks.Any(k => k.VariationId == l.VariationId && k.EndedAt == null && k.StockItemId == item)
                        && !db.KeptLines.Any(k => k.LineId == l.Id && k.EndedByBatchId == null)))));
        }

        if (filter.From is { } from)
        {
            orders = orders.Where(o => o.PlacedAt >= from);
        }

        if (filter.To is { } to)
        {
            orders = orders.Where(o => o.PlacedAt < to);
        }

        return orders.Searched(filter.Query, word => o => o.SearchText.Contains(word));
    }
}
