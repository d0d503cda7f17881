using Microsoft.EntityFrameworkCore;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Orders.Fulfilment;

/// <param name="Ids">These orders, up to <see cref="MoveOrders.Most"/>.</param>
/// <param name="Filter">Or all orders that fit, oldest first, a part at a time.</param>
/// <param name="Cursor">With a filter: where to go on, as the answer before said it.</param>
/// <param name="CarrierId">With ship: the carrier that has all the parcels; null for each order's own.</param>
public sealed record BulkRequest(
    OrderMove Move, IReadOnlyList<long>? Ids = null, OrderFilter? Filter = null, string? Cursor = null, long? CarrierId = null);

/// <param name="Next">Where the next part begins; null when all were tried.</param>
public sealed record BulkResult(IReadOnlyList<BulkOrder> Results, string? Next);

/// <summary>What became of one order.</summary>
/// <param name="Number">null where there is no such order.</param>
/// <param name="State">The state it is in now; null where it was refused.</param>
/// <param name="Code">Why it was refused; null where it was moved.</param>
/// <param name="Message">The refusal as a person reads it.</param>
public sealed record BulkOrder(long OrderId, string? Number, OrderState? State, string? Code, string? Message);

/// <summary>Makes the same move with many orders. Each is moved, or refused, by itself: what is refused keeps nothing else back.</summary>
/// <remarks>Older orders come first, so that they get what stock there is. Shipping ships all that is left.</remarks>
public sealed class MoveOrders(Databases databases, MoveOrder move, ShipOrder ship)
{
    /// <summary>Orders of one call.</summary>
    public const int Most = 100;

    private const string List = "orders.bulk";

    /// <returns>Refused: forbidden, bulk.move, bulk.orders, bulk.carrier, not_found (the filter's store, the carrier), cursor.invalid.</returns>
    public async Task<Outcome<BulkResult>> RunAsync(Caller caller, BulkRequest request, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? Check(request)) is { } refusal)
        {
            return refusal;
        }

        var found = await FindAsync(caller, request, cancellation);
        if (found.Refusal is { } unknown)
        {
            return unknown;
        }

        var results = new List<BulkOrder>(found.Value!.Items.Count);
        foreach (var (id, number) in found.Value.Items)
        {
            results.Add(await MoveAsync(caller, id, number, request, cancellation));
        }

        return new BulkResult(results, found.Value.Next);
    }

    private static Refusal? Check(BulkRequest request) =>
        request.Move == OrderMove.Return ? new Refusal("bulk.move", "What came back is noted order by order.")
        : request.Ids is null == request.Filter is null ? new Refusal("bulk.orders", "Name either orders by their ids or a filter.")
        : request.Ids is { } ids && (ids.Count is 0 or > Most || ids.Distinct().Count() != ids.Count)
            ? new Refusal("bulk.orders", $"Name 1 to {Most} orders, each once.")
        : request is { CarrierId: not null, Move: not OrderMove.Ship } ? new Refusal("bulk.carrier", "A carrier is chosen for orders that are shipped.")
        : null;

    private async Task<Outcome<Slice<(long Id, string? Number)>>> FindAsync(Caller caller, BulkRequest request, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        if (request.CarrierId is { } carrier && !await db.Carriers.Standing().AnyAsync(c => c.Id == carrier, cancellation))
        {
            return Refusal.NotFound("carrier");
        }

        if (request.Ids is { } ids)
        {
            var known = await db.Orders.Where(o => ids.Contains(o.Id)).OrderBy(o => o.PlacedAt).ThenBy(o => o.Id)
                .Select(o => new { o.Id, o.Number }).ToListAsync(cancellation);
            return new Slice<(long, string?)>(
                [.. known.Select(o => (o.Id, (string?)o.Number)), .. ids.Except(known.Select(o => o.Id)).Select(id => (id, (string?)null))], null);
        }

        var begin = Place.Read(List, request.Cursor, Most);
        if ((begin.Refusal ?? await FindOrders.RefuseAsync(db, request.Filter!, cancellation)) is { } refusal)
        {
            return refusal;
        }

        var orders = FindOrders.Filtered(db, request.Filter!);
        if (begin.Value is { } after)
        {
            if (!long.TryParse(after.Sort, out var milliseconds))
            {
                return Place.Invalid;
            }

            var placedAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            orders = orders.Where(o => o.PlacedAt >= placedAt && (o.PlacedAt > placedAt || o.Id > after.Id));
        }

        var rows = await orders.OrderBy(o => o.PlacedAt).ThenBy(o => o.Id).Take(Most + 1)
            .Select(o => new { o.Id, o.Number, o.PlacedAt }).ToListAsync(cancellation);
        var part = Place.Cut(List, rows, Most, o => new Place($"{o.PlacedAt.ToUnixTimeMilliseconds()}", o.Id));
        return new Slice<(long, string?)>([.. part.Items.Select(o => (o.Id, (string?)o.Number))], part.Next);
    }

    private async Task<BulkOrder> MoveAsync(Caller caller, long id, string? number, BulkRequest request, CancellationToken cancellation)
    {
        if (request.Move != OrderMove.Ship)
        {
            var moved = await move.RunAsync(caller, id, request.Move, cancellation);
            return new BulkOrder(id, number, moved.Refusal is null ? moved.Value : null, moved.Refusal?.Code, moved.Refusal?.Message);
        }

        var shipped = await ship.RunAsync(caller, id, new ParcelRequest(request.CarrierId), cancellation);
        return new BulkOrder(id, number, shipped.Refusal is null ? OrderState.Shipped : null, shipped.Refusal?.Code, shipped.Refusal?.Message);
    }
}
