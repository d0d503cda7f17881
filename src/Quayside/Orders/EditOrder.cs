using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders;

/// <summary>Changes an order that was taken here, what it reserves together with its rows, and tells its timeline who did.</summary>
public sealed class EditOrder(Databases databases, StoreNews news, TimeProvider clock)
{
    /// <returns>Refused: forbidden, not_found, order.observed, order.changed, order.payment, order.closed, order.shipped, stock.short, and what
    /// taking an order refuses about texts, lines and amounts.</returns>
    public async Task<Refusal?> RunAsync(Caller caller, long id, OrderEdit edit, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } forbidden)
        {
            return forbidden;
        }

        var now = clock.GetUtcNow();
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.ShareCarriersAsync(cancellation);
        await write.ShareStockAsync(cancellation);
        var held = await HoldOrder.RunAsync(write.Db, id, edit.ChangedAt, now, cancellation);
        if (held.Refusal is { } notHeld)
        {
            return notHeld;
        }

        var order = held.Value!;
        var plan = await OrderEditPlan.OfAsync(write.Db, order, edit, cancellation);
        if (plan.Refusal is { } refusal)
        {
            return refusal;
        }

        var cause = new StockCause(MovementReason.Reserved, now, caller.Name, order.StoreId, order.Id);
        if (await ChangeStock.RunAsync(write.Db, plan.Value!.Changes, cause, cancellation) is { Count: > 0 } shortages)
        {
            return await StockShort.RefuseAsync(write.Db, shortages, cancellation);
        }

        await ApplyAsync(write.Db, caller, order, edit, plan.Value, now, cancellation);
        await write.CommitAsync(cancellation);
        news.Tell(caller.OrganisationId, order.StoreId);
        return null;
    }

    private static async Task ApplyAsync(
        QuaysideDb db, Caller caller, Order order, OrderEdit edit, OrderEditPlan plan, DateTimeOffset now, CancellationToken cancellation)
    {
        var before = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == order.Id, cancellation);
        SetTexts(order, edit);
        SetPayment(order, edit, now);
        if (plan.Sums is { } sums)
        {
            (order.TotalMinor, order.ShippingMinor, order.DiscountMinor, order.TaxMinor) = (sums.Total, sums.Shipping, sums.Discount, sums.Tax);
            await WriteLinesAsync(db, plan, cancellation);
            if (plan.After.All(l => l.OpenQuantity == 0))
            {
                order.State = OrderState.Shipped;
            }
        }

        order.IsOpen = order.IsOpen && OrderRows.IsOpen(order.State);
        order.SearchText = OurOrderRows.SearchTextOf(order, plan.After);
        order.Fingerprint = OrderFingerprint.Of(order, plan.After);
        var parts = OrderChanges.Parts(before, order).Concat(OrderChanges.PersonsParts(before, order)).Where(p => p.Before != p.After)
            .Select(p => PersonEvents.Of(caller, order, p.Change, p.Before, p.After, now));
        db.OrderEvents.AddRange(parts);
        if (HaveChanged(plan))
        {
            db.OrderEvents.Add(PersonEvents.Of(caller, order, OrderChange.Lines, OrderChanges.Lines(plan.Before), OrderChanges.Lines(plan.After), now));
        }
    }

    private static void SetTexts(Order order, OrderEdit edit)
    {
        if (edit.Buyer is not null)
        {
            (order.BuyerName, order.BuyerEmail, order.BuyerPhone) = BuyerRequest.Kept(edit.Buyer);
        }

        order.ShipTo = edit.ShipTo is null ? order.ShipTo : AddressRequest.Kept(edit.ShipTo);
        order.Note = edit.Note is null ? order.Note : OurText.Of(edit.Note);
        order.CarrierId = edit.CarrierId ?? order.CarrierId;
    }

    private static void SetPayment(Order order, OrderEdit edit, DateTimeOffset now)
    {
        if (edit is { Paid: null, PaidLater: false })
        {
            return;
        }

        order.PaidAt = edit.Paid == true ? order.PaidAt ?? now : null;
        order.State = (edit.Paid, order.State) switch
        {
            (true or null, OrderState.AwaitingPayment) => OrderState.New,
            (false, OrderState.New) => OrderState.AwaitingPayment,
            var (_, state) => state,
        };
    }

    private static async Task WriteLinesAsync(QuaysideDb db, OrderEditPlan plan, CancellationToken cancellation)
    {
        var known = plan.Before.Select(l => l.Id).ToHashSet();
        var gone = known.Except(plan.After.Select(l => l.Id)).ToArray();
        await db.OrderLines.Where(l => gone.Contains(l.Id)).ExecuteDeleteAsync(cancellation);
        db.OrderLines.UpdateRange(plan.After.Where(l => known.Contains(l.Id)));
        db.OrderLines.AddRange(plan.After.Where(l => !known.Contains(l.Id)));
    }

    private static bool HaveChanged(OrderEditPlan plan) =>
        plan.Before.Count != plan.After.Count
        || plan.Before.Zip(plan.After).Any(p => p.First.Id != p.Second.Id || OrderChanges.IsOtherLine(p.First, p.Second));
}
