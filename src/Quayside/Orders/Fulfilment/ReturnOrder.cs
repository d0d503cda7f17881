using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders.Fulfilment;

/// <param name="Lines">What came back; null for all that was shipped, back into the order's warehouse.</param>
public sealed record ReturnRequest(IReadOnlyList<ReturnedLine>? Lines = null);

/// <param name="Quantity">Pieces of what was ordered: above 0, in thousandths at most, and no more than was shipped and not returned yet.</param>
/// <param name="IntoStock">They can be sold again: on hand grows. false for what is broken or lost.</param>
/// <param name="WarehouseId">Where they go; null for the main warehouse.</param>
public sealed record ReturnedLine(long LineId, decimal Quantity, bool IntoStock = true, long? WarehouseId = null);

/// <summary>Takes back pieces that were shipped: into stock, or not. With the last piece that was shipped the order is returned.</summary>
public sealed class ReturnOrder(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <returns>The state it is in then. Refused: forbidden, not_found (order, warehouse), order.observed, order.move, return.lines,
    /// return.too_many, return.historical.</returns>
    public async Task<Outcome<OrderState>> RunAsync(Caller caller, long orderId, ReturnRequest request, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        var taken = await OrderInHand.TakeAsync(write, caller, orderId, clock.GetUtcNow(), cancellation);
        if (taken.Refusal is { } notOurs)
        {
            return notOurs;
        }

        var hand = taken.Value!;
        if (OrderMoves.To(hand.Order.State, OrderMove.Return) is not { } returned)
        {
            return OrderMoves.Refuse(hand.Order, OrderMove.Return);
        }

        var lines = request.Lines ?? AllOf(hand);
        if ((Check(hand, lines) ?? await UnknownWarehouseAsync(write.Db, lines, cancellation)) is { } wrong)
        {
            return wrong;
        }

        await TakeBackAsync(hand, lines, cancellation);
        var to = hand.Lines.All(l => hand.Returnable(l) == 0) ? returned : hand.Order.State;
        await hand.EndAsync(to, cancellation);
        news.Tell(caller.OrganisationId, hand.Order.StoreId);
        return to;
    }

    private static List<ReturnedLine> AllOf(OrderInHand hand) =>
    [
        .. hand.Lines.Where(l => hand.Returnable(l) > 0)
            .Select(l => new ReturnedLine(l.Id, hand.Returnable(l), !hand.Order.IsHistorical, hand.Order.WarehouseId)),
    ];

    private static Refusal? Check(OrderInHand hand, IReadOnlyList<ReturnedLine> lines)
    {
        if (lines.Count == 0 || lines.DistinctBy(r => r.LineId).Count() != lines.Count
            || lines.Any(r => r.Quantity <= 0 || r.Quantity != decimal.Round(r.Quantity, 3) || hand.Lines.All(l => l.Id != r.LineId)))
        {
            return new Refusal("return.lines", "Say for each line of this order once how many pieces came back: more than 0, with three decimals at most.");
        }

        if (hand.Order.IsHistorical && lines.Any(r => r.IntoStock))
        {
            return new Refusal("return.historical", "This order is from before its store was opened and never took stock. Note what came back as stock that arrived.");
        }

        return (
            from back in lines
            let line = hand.Lines.Single(l => l.Id == back.LineId)
            where back.Quantity > hand.Returnable(line)
            select new Refusal("return.too_many", string.Create(
                CultureInfo.InvariantCulture,
                $"{hand.Returnable(line):0.###} of \"{line.Title}\" can come back, not {back.Quantity:0.###}: no more were shipped and are still out."))).FirstOrDefault();
    }

    private static async Task<Refusal?> UnknownWarehouseAsync(QuaysideDb db, IReadOnlyList<ReturnedLine> lines, CancellationToken cancellation)
    {
        var asked = lines.Where(l => l.IntoStock).Select(l => l.WarehouseId).OfType<long>().Distinct().ToList();
        return await db.Warehouses.CountAsync(w => asked.Contains(w.Id) && w.ClosedAt == null, cancellation) == asked.Count
            ? null
            : Refusal.NotFound("warehouse");
    }

    private static async Task TakeBackAsync(OrderInHand hand, IReadOnlyList<ReturnedLine> lines, CancellationToken cancellation)
    {
        var changes = new List<StockChange>();
        foreach (var back in lines)
        {
            var line = hand.Lines.Single(l => l.Id == back.LineId);
            var before = PiecesOfLines.Of([(line.Id, line.ReturnedQuantity)], hand.Items);
            line.ReturnedQuantity += back.Quantity;
            if (back.IntoStock)
            {
                changes.AddRange(PiecesOfLines.Reserving(before, PiecesOfLines.Of([(line.Id, line.ReturnedQuantity)], hand.Items), back.WarehouseId, StockGuard.None)
                    .Select(c => c with { OnHandDelta = c.ReservedDelta, ReservedDelta = 0 }));
            }
        }

        foreach (var (isStock, words) in ((bool, string)[])[(true, "into stock"), (false, "not into stock")])
        {
            var part = lines.Where(l => l.IntoStock == isStock).ToList();
            if (part.Count > 0)
            {
                hand.Tell(OrderChange.CameBack, null, $"{OrderInHand.Words(part.Select(p => (hand.Lines.Single(l => l.Id == p.LineId), p.Quantity)))}, {words}");
            }
        }

        await hand.ChangeStockAsync(
            [.. changes.GroupBy(c => (c.StockItemId, c.WarehouseId)).Select(g => new StockChange(g.Key.StockItemId, g.Key.WarehouseId, g.Sum(c => c.OnHandDelta), 0))],
            MovementReason.Returned, cancellation);
    }
}
